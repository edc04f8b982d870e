import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { splitTags } from "./tags.ts";

/**
 * Moves inline scripts and `style` attributes of all pages into files, so that the site runs under a content policy
 * without `unsafe-inline`, and without a list of hashes per page. Pages share these files, and get smaller by a third:
 * each token of highlighted code has a style.
 */
export async function externalize(site: string): Promise<void> {
  const moved: Moved = { scripts: new Map(), styles: new Map() };
  const files = globSync("**/*.html", { cwd: site }).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(site, file), "utf8")));
  const pages = texts.map((html) => externalized(withoutPlainTokens(withoutKeys(html)), moved));
  const css = [...moved.styles].map(([style, name]) => `.${name}{${style}}`).join("\n");
  const sheet = `_astro/inline.${hashOf(css)}.css`;
  const link = `<link rel="stylesheet" href="/docs/${sheet}"/></head>`;
  await writeFile(path.join(site, sheet), css);
  for (const [text, file] of moved.scripts) await writeFile(path.join(site, file), text);
  await Promise.all(
    pages.map((html, at) => writeFile(path.join(site, files[at] ?? ""), html.replace("</head>", link))),
  );
  await selectByClass(site);
}

/**
 * The search button's name is what it says. Starlight adds the keys that open the search to the text, but not to the name
 * (WCAG 2.5.3): here `theme.css` shows them, and screen readers have them from `aria-keyshortcuts`.
 */
function withoutKeys(html: string): string {
  return html.replace(/(<button[^>]*data-open-modal[\s\S]*?)<kbd[\s\S]*?<\/kbd><\/kbd>/, "$1");
}

/**
 * Tokens in the colour that code has anyway, in both themes, need no element: they are every second one, and without them the
 * largest page has 99 instead of 110 KB.
 */
function withoutPlainTokens(html: string): string {
  return html.replaceAll(/<span style="--0:#F0F3F6;--1:#0E1116">([^<]*)<\/span>/g, "$1");
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

/** Expressive Code finds the tokens of code by their attribute. */
async function selectByClass(site: string): Promise<void> {
  const byStyle = "span[style^='--']:not([class])";
  for (const file of globSync("_astro/ec.*.css", { cwd: site })) {
    const css = await readFile(path.join(site, file), "utf8");
    if (!css.includes(byStyle)) throw new Error(`${file} does not select tokens as expected`);
    await writeFile(path.join(site, file), css.replaceAll(byStyle, "span[class^='x-']"));
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}
