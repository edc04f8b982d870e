import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { splitTags } from "./tags.ts";

/**
 * Moves inline scripts and `style` attributes of all pages into files, so that the site runs under a content policy
 * without `unsafe-inline`, and without a list of hashes per page. Pages share these files.
 */
export function externalize(site: string): void {
  const moved: Moved = { scripts: new Map(), styles: new Map() };
  const pages = globSync("**/*.html", { cwd: site })
    .toSorted()
    .map((name) => path.join(site, name))
    .map((file) => ({ file, html: externalized(withoutKeys(readFileSync(file, "utf8")), moved) }));
  const css = [...moved.styles].map(([style, name]) => `.${name}{${style}}`).join("\n");
  const sheet = `_astro/inline.${hashOf(css)}.css`;
  writeFileSync(path.join(site, sheet), css);
  for (const [text, file] of moved.scripts) writeFileSync(path.join(site, file), text);
  const link = `<link rel="stylesheet" href="/docs/${sheet}"/></head>`;
  for (const { file, html } of pages) writeFileSync(file, html.replace("</head>", link));
}

/**
 * The search button's name is what it says. Starlight adds the keys that open the search to the text, but not to the name
 * (WCAG 2.5.3): here `theme.css` shows them, and screen readers have them from `aria-keyshortcuts`.
 */
function withoutKeys(html: string): string {
  return html.replace(/(<button[^>]*data-open-modal[\s\S]*?)<kbd[\s\S]*?<\/kbd><\/kbd>/, "$1");
}

/** What was moved: texts of scripts with their file, declarations with their class. */
interface Moved {
  scripts: Map<string, string>;
  styles: Map<string, string>;
}

function externalized(html: string, moved: Moved): string {
  const inlineScript = /(<script(?:\s(?!src=)[^>]*)?)>([\s\S]*?)<\/script>/g;
  return splitTags(html.replaceAll(inlineScript, (_, open: string, text: string) => scriptFile(open, text)))
    .map((part) =>
      part.startsWith("<") && part.includes(" style=") ? withoutStyle(part, moved.styles) : part,
    )
    .join("");

  function scriptFile(open: string, text: string): string {
    if (/ src="/.test(open)) return `${open}>${text}</script>`;
    const file = moved.scripts.get(text) ?? `_astro/inline.${hashOf(text)}.js`;
    moved.scripts.set(text, file);
    return `${open} src="/docs/${file}"></script>`;
  }
}

/** Scripts show what is hidden by this, by removing it. The rest of a page has no use for it. */
const hidden = "display: none;";

function withoutStyle(tag: string, styles: Map<string, string>): string {
  const [whole = "", style = ""] = / style="([^"]*)"/.exec(tag) ?? [];
  if (whole === "") throw new Error(`An attribute that is not in double quotes: ${tag}`);
  const bare = tag.replace(whole, "");
  if (style === hidden) return bare;
  const name = styles.get(style) ?? `x-${styles.size.toString(36)}`;
  styles.set(style, name);
  if (/ class="/.test(bare)) return bare.replace(/ class="([^"]*)"/, ` class="$1 ${name}"`);
  return bare.replace(/(\/?>)$/, ` class="${name}"$1`);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}
