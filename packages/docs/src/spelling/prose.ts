/**
 * The words of a Markdown text that a dictionary can know. Left out are code, tags, the targets of links, and what is no word
 * of a language: identifiers, file names, addresses, abbreviations in capitals or of one
 * letter.
 */
export function wordsOf(markdown: string): string[] {
  const tokens = proseOf(markdown).match(/[\p{L}\p{N}_.@'’]*\p{L}[\p{L}\p{N}_.@'’]*/gu) ?? [];
  return tokens.map(withoutEnding).filter((word) => word !== "" && !isIdentifier(word));
}

function proseOf(markdown: string): string {
  return markdown
    .replaceAll(/^\s*```[\s\S]*?^\s*```$/gm, " ")
    .replaceAll(/`[^`]*`/g, " ")
    .replaceAll(/\]\([^)]*\)/g, "] ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\bhttps?:\S+/g, " ")
    .replaceAll(/[\w@.-]+(?:\/[\w.-]+)*\/[\w.-]+\.[a-z]+\b/g, " ");
}

/** Without the full stop of a sentence, quotes and the genitive. */
function withoutEnding(token: string): string {
  return token
    .replaceAll("’", "'")
    .replace(/^[.']+|[.']+$/g, "")
    .replace(/'s$/, "");
}

function isIdentifier(word: string): boolean {
  return /[\p{N}_.@]|\p{Ll}\p{Lu}|^\p{Lu}+s?$|^.$/u.test(word);
}
