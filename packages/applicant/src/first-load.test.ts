import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const page = path.join(root, "dist/page");
const vite = path.resolve(root, "../../node_modules/vite/bin/vite.js");

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}

/** The manifest of a build of these sources: of the one that is there, unless a source is younger. */
function builtManifest(): Record<string, Chunk> {
  const manifest = path.join(page, "manifest.json");
  const builtAt = existsSync(manifest) ? statSync(manifest).mtimeMs : 0;
  const sources = globSync("src/**/*.{ts,tsx,css}", { cwd: root }).filter((name) => !name.includes(".test."));
  if (sources.some((name) => statSync(path.join(root, name)).mtimeMs > builtAt))
    execFileSync(process.execPath, [vite, "build", root, "--logLevel", "error"], { cwd: root, env: {} });
  return JSON.parse(readFileSync(manifest, "utf8"));
}

/** A chunk and all that it needs before it runs. */
function needed(manifest: Record<string, Chunk>, key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(key)) return seen;
  seen.add(key);
  for (const each of chunk.imports ?? []) needed(manifest, each, seen);
  return seen;
}

const manifest = builtManifest();
const script = (keys: Iterable<string>) =>
  [...keys].map((key) => readFileSync(path.join(page, manifest[key]?.file ?? ""), "utf8"));
const [entry = ""] = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);

test.each(["ru", "en", "uz", "oz", "kk"])("the first screen in %s is 20 KB of script at most", (language) => {
  const texts = `src/texts/${language}.ts`;
  expect(Object.keys(manifest)).toContain(texts);
  const first = script(needed(manifest, texts, needed(manifest, entry)));
  const bytes = first.map((text) => gzipSync(text, { level: 9 }).length).reduce((sum, each) => sum + each, 0);
  expect(bytes).toBeLessThan(20 * 1024);
});

test("no script of the page has schemas in it", () => {
  for (const text of script(Object.keys(manifest).filter((key) => manifest[key]?.file.endsWith(".js"))))
    expect(text).not.toMatch(/ZodError|~standard/);
});
