import { readFileSync } from "node:fs";
import path from "node:path";

/** A paragraph that is a link to a file of `docs/snippets` or to the guides' setup. */
const snippetLink = /^\[[^\]]+\]\((\S*snippets\/\S+)\)$/gm;

const languages: Readonly<Record<string, string>> = {
  ".cs": "csharp",
  ".go": "go",
  ".java": "java",
  ".php": "php",
  ".py": "python",
  ".rb": "ruby",
  ".ts": "ts",
};

/**
 * Shows the code of snippets: a paragraph that is only a link to one of them becomes a block of its code. Readers of the
 * Markdown have the link.
 */
export function withSnippets(markdown: string, file: string, root: string): string {
  return markdown.replaceAll(snippetLink, (_, target: string) => {
    const snippet = path.posix.join(path.posix.dirname(file), target);
    return codeBlock(
      languages[path.extname(snippet)] ?? "text",
      readFileSync(path.join(root, snippet), "utf8"),
    );
  });
}

export function codeBlock(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
}
