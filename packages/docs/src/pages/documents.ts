import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { pageLinks } from "./links.ts";
import { addressOf, type Page } from "./page.ts";
import { snippetId } from "./snippets.ts";

/** Which files of the repository are pages. Decisions and what they refer to are in English alone. */
const patterns = [
  "docs/*.md",
  "docs/{guides,security,decisions,ru,ru/guides,ru/security}/*.md",
  "{ARCHITECTURE,CHANGELOG,CONTRIBUTING,SECURITY}.md",
];

const setup = "docs/guides/setup.sh";

/** The site's pages that are documents of the repository, rendered from the files as they are. */
export function documentPages(root: string): Page[] {
  const files = globSync(patterns, { cwd: root }).map((file) => file.replaceAll(path.sep, "/"));
  const ids = new Map(files.map((file) => [file, pageId(file)]));
  return files.toSorted().map((file) => {
    const { title, description, body } = splitTitle(readFileSync(path.join(root, file), "utf8"));
    const link = pageLinks(file, (target) => {
      const id = ids.get(target) ?? snippetId(target) ?? (target === setup ? "guides/setup" : null);
      return id === null ? null : addressOf(inLanguageOf(file, id, ids));
    });
    return { id: pageId(file), title, description, markdown: link(body) };
  });
}

/**
 * `docs/guides/webhooks.md` is `guides/webhooks`, `docs/ru/index.md` is `ru`, `CHANGELOG.md` is `changelog`. The policy for
 * reports stands below the guide that has the name `security`.
 */
function pageId(file: string): string {
  if (file === "SECURITY.md") return "security/reporting";
  const id = file
    .replace(/^docs\//, "")
    .replace(/\.md$/, "")
    .replace(/(^|\/)(?:README|index)$/, (_, slash) => (slash === "/" ? "" : "index"));
  return id.includes("/") ? id : id.toLowerCase();
}

/** A Russian page leads to Russian pages where there is one: Starlight serves the English text at that address otherwise. */
function inLanguageOf(file: string, id: string, ids: ReadonlyMap<string, string>): string {
  const russian = file.startsWith("docs/ru/") && !id.startsWith("ru/") && id !== "ru";
  const known = [...ids.values()];
  if (!russian) return id;
  return id === "index" && known.includes("ru") ? "ru" : `ru/${id}`;
}

/** The title is the first heading; the description is the beginning of the first paragraph. */
function splitTitle(markdown: string): Omit<Page, "id" | "markdown"> & { body: string } {
  const [, title = "", body = ""] = /^# (.+)\n([\s\S]*)$/.exec(markdown) ?? [];
  if (title === "") throw new Error(`A document must begin with a heading: ${markdown.slice(0, 80)}`);
  const paragraph = body.trim().split("\n\n")[0] ?? "";
  const text = paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
  return { title: title.replaceAll("`", ""), description: firstSentences(text.replaceAll("\n", " ")), body };
}

function firstSentences(text: string): string {
  const sentences = text.split(/(?<=[.!?]) /);
  let taken = "";
  for (const sentence of sentences) {
    if (taken !== "" && taken.length + sentence.length > 160) break;
    taken += taken === "" ? sentence : ` ${sentence}`;
  }
  return taken;
}
