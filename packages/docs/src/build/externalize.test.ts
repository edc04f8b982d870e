import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { externalize } from "./externalize.ts";

let site: string;
beforeEach(() => {
  site = mkdtempSync(path.join(tmpdir(), "countersign-site-"));
  mkdirSync(path.join(site, "_astro"));
});
afterEach(() => rmSync(site, { recursive: true }));

/** The bodies of pages after externalizing them, and the files that they share then. */
function externalized(...bodies: string[]): { pages: string[]; files: Record<string, string> } {
  const names = bodies.map((body, at) => {
    const name = `${at}.html`;
    writeFileSync(path.join(site, name), `<html><head></head><body>${body}</body></html>`);
    return name;
  });
  externalize(site);
  const read = (name: string) => readFileSync(path.join(site, name), "utf8");
  return {
    pages: names.map((name) => /<body>([\s\S]*)<\/body>/.exec(read(name))?.[1] ?? ""),
    files: Object.fromEntries(globSync("_astro/*", { cwd: site }).map((name) => [name, read(name)])),
  };
}

const sheetIn = (files: Record<string, string>) =>
  Object.entries(files).find(([name]) => name.endsWith(".css"))?.[1];

test("equal inline scripts of all pages become one file, which runs where they stood", () => {
  const { pages, files } = externalized(
    '<p>a</p><script type="module">go(1 < 2)</script>',
    "<script>go(1 < 2)</script>",
  );
  const scripts = Object.keys(files).filter((name) => name.endsWith(".js"));
  expect(scripts).toHaveLength(1);
  expect(files[scripts[0] ?? ""]).toBe("go(1 < 2)");
  expect(pages).toEqual([
    `<p>a</p><script type="module" src="/docs/${scripts[0]}"></script>`,
    `<script src="/docs/${scripts[0]}"></script>`,
  ]);
});

test("scripts that are files already stay as they are", () => {
  const { pages } = externalized('<script defer src="/docs/copy.js"></script>');
  expect(pages).toEqual(['<script defer src="/docs/copy.js"></script>']);
});

test("styles become classes that pages share, beside the classes that elements have", () => {
  const { pages, files } = externalized(
    '<a style="--x:1">a</a>',
    '<b class="y" style="--x:1" id="z">b</b><br style="--x:2"/>',
  );
  expect(pages).toEqual(['<a class="x-0">a</a>', '<b class="y x-0" id="z">b</b><br class="x-1"/>']);
  expect(sheetIn(files)).toBe(".x-0{--x:1}\n.x-1{--x:2}");
});

test("what scripts show later is not hidden by a class, and text that looks like a style stays", () => {
  const { pages } = externalized('<p style="display: none;">a style="b"</p>');
  expect(pages).toEqual(['<p>a style="b"</p>']);
});

test("every page links the sheet", () => {
  externalized('<a style="--x:1">a</a>');
  const [sheet] = globSync("_astro/inline.*.css", { cwd: site });
  expect(readFileSync(path.join(site, "0.html"), "utf8")).toContain(
    `<link rel="stylesheet" href="/docs/${sheet}"/></head>`,
  );
});

test("the search button keeps its name and loses the keys in it", () => {
  const { pages } = externalized(
    '<button data-open-modal aria-label="Search"><span>Search</span><kbd class="k"><kbd>Ctrl</kbd><kbd>K</kbd></kbd></button>',
  );
  expect(pages).toEqual(['<button data-open-modal aria-label="Search"><span>Search</span></button>']);
});
