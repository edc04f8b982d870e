import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { codeBlock } from "./code-block.ts";
import type { Page } from "./page.ts";

const folder = "docs/snippets";
const languages: Readonly<Record<string, { name: string; highlighting: string }>> = {
  ".cs": { name: "C#", highlighting: "csharp" },
  ".go": { name: "Go", highlighting: "go" },
  ".java": { name: "Java", highlighting: "java" },
  ".php": { name: "PHP", highlighting: "php" },
  ".py": { name: "Python", highlighting: "python" },
  ".rb": { name: "Ruby", highlighting: "ruby" },
  ".ts": { name: "TypeScript", highlighting: "ts" },
};

const texts = {
  en: {
    title: (name: string) => `Verifying signatures in ${name}`,
    about: (name: string) =>
      `The signatures of webhooks in ${name}: the standard one of every format, and those that formats have of their own. ` +
      "Which of them to verify is explained in [verifying signatures](/docs/guides/verifying-signatures).",
  },
  ru: {
    title: (name: string) => `Проверка подписи на ${name}`,
    about: (name: string) =>
      `Подписи вебхуков на ${name}: стандартная, общая для всех форматов, и собственные подписи форматов. Какую из них ` +
      "проверять, объясняет [проверка подписи](/docs/ru/guides/verifying-signatures).",
  },
} as const;

/** A page per file of `docs/snippets` in each language: all of them on one page would be 190 KB. */
export function snippetPages(root: string): Page[] {
  return readdirSync(path.join(root, folder)).flatMap((file) => {
    const { name, highlighting } = languageOf(file);
    const code = codeBlock(highlighting, readFileSync(path.join(root, folder, file), "utf8"));
    const page = (language: keyof typeof texts, id: string): Page => {
      const { title, about } = texts[language];
      const description = about(name).split(". ")[0] ?? "";
      return { id, title: title(name), description, markdown: `${about(name)}\n\n${code}` };
    };
    const id = snippetId(`${folder}/${file}`);
    return id === null ? [] : [page("en", id), page("ru", `ru/${id}`)];
  });
}

/** The page of a snippet's file, or null for another file. */
export function snippetId(file: string): string | null {
  if (path.posix.dirname(file) !== folder) return null;
  return `guides/verifying-signatures/${languageOf(file).highlighting}`;
}

function languageOf(file: string): { name: string; highlighting: string } {
  const language = languages[path.extname(file)];
  if (language === undefined) throw new Error(`No language is known for ${file}`);
  return language;
}
