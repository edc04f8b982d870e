import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureProgram } from "../../scripts/programs.ts";
import { cases } from "./cases.ts";
import { languages, misjudged } from "./languages.ts";

/**
 * `npm run snippets`: runs the snippets of all seven languages, and installs the Debian packages
 * that they need.
 */
// biome-ignore lint/style/noProcessEnv: programs are found by the caller's PATH
const { PATH = "" } = process.env;
const all = cases();
for (const [name, { needs }] of Object.entries(languages)) {
  const programs = Object.fromEntries(needs.map((each) => [each, ensureProgram(each, PATH)]));
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-snippets-"));
  const wrong = misjudged(name, programs, directory, all);
  rmSync(directory, { recursive: true });
  process.stdout.write(`${name}: ${all.length - wrong.length} of ${all.length} cases\n`);
  for (const each of wrong.slice(0, 5)) process.stdout.write(`  wrong: ${each}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}
