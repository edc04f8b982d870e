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
  src?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}

/** The manifest of a build of these sources: of the one that is there, unless a source is younger. */
function builtManifest(): Record<string, Chunk> {
  const manifest = path.join(page, "manifest.json");
  const builtAt = existsSync(manifest) ? statSync(manifest).mtimeMs : 0;
  const sources = globSync("src/**/*.{ts,tsx,css}", { cwd: root }).filter((name) => !name.includes(".test."));
  if (sources.some((name) => statSync(path.join(root, name)).mtimeMs > builtAt)) {
    // In a process of its own: React would be built for tests here.
    execFileSync(process.execPath, [vite, "build", root, "--logLevel", "error"], { cwd: root, env: {} });
  }
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

function gzipped(files: Iterable<string>): number {
  return [...new Set(files)]
    .map((file) => gzipSync(readFileSync(path.join(page, file)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

test("the frame and any one screen load less than 250 KB of script and 20 KB of style", () => {
  const manifest = builtManifest();
  const [entry = ""] = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const screens = manifest[entry]?.dynamicImports ?? [];
  expect(screens.length).toBeGreaterThan(1);
  for (const screen of screens) {
    const chunks = [...needed(manifest, screen, needed(manifest, entry))].map((key) => manifest[key]);
    const script = gzipped(chunks.flatMap((chunk) => chunk?.file ?? []));
    const style = gzipped(chunks.flatMap((chunk) => chunk?.css ?? []));
    expect([screen, script < 250_000 ? "small" : script]).toEqual([screen, "small"]);
    expect([screen, style < 20_000 ? "small" : style]).toEqual([screen, "small"]);
  }
});
