import { buildChoiceParser, buildCommand } from "@stricli/core";
import { completionScripts, type Shell } from "../completion/scripts.ts";
import type { CliContext } from "../context.ts";

const shells = Object.keys(completionScripts) as Shell[];

export const completionCommand = buildCommand<Record<never, never>, [Shell], CliContext>({
  docs: {
    brief: "Print the completion of a shell: bash, zsh or fish",
    fullDescription:
      'bash: eval "$(countersign completion bash)" in ~/.bashrc. zsh: the same with zsh in ~/.zshrc, after compinit. fish: countersign completion fish > ~/.config/fish/completions/countersign.fish',
  },
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [{ parse: buildChoiceParser(shells), brief: "bash, zsh or fish", placeholder: "shell" }],
    },
  },
  func(_, shell) {
    this.process.stdout.write(completionScripts[shell]);
  },
});
