/** What shells source: each asks the command itself, by `__complete` and the words so far. */
export const completionScripts = {
  bash: `_countersign() {
  local IFS=$'\\n'
  COMPREPLY=($(countersign __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _countersign countersign
`,
  zsh: `#compdef countersign
_countersign() {
  local -a found
  found=("\${(@f)$(countersign __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -- "\${found[@]}"; else _files; fi
}
compdef _countersign countersign
`,
  fish: `function __countersign_complete
  set -l words (commandline -opc) (commandline -ct)
  countersign __complete $words[2..-1] 2>/dev/null
end
complete -c countersign -f -a '(__countersign_complete)'
`,
} as const;

export type Shell = keyof typeof completionScripts;
