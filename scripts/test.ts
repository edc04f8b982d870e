import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { personalDataIn } from "./log-scan.ts";
import { neededPrograms } from "./needed-programs.ts";
import { ensureProgram } from "./programs.ts";

/**
 * `npm test`: every test, including those against Postgres and in a browser. Arguments are passed
 * to vitest, so `npm test -- pinfl` runs the test files whose path contains "pinfl". Programs that
 * these files need and this machine lacks are installed first. The last line is `N passed, N
 * failed`.
 *
 * Everything that the run prints, and the output of every service that it starts, is kept under
 * `.test-logs/` and afterwards searched for the demo people's data. Finding any of it fails the
 * run.
 */
const root = path.resolve(import.meta.dirname, "..");
const logs = path.join(root, ".test-logs");
const results = path.join(logs, "results.json");

// biome-ignore lint/style/noProcessEnv: the one place where the tests' environment is made
const env = process.env;
rmSync(logs, { recursive: true, force: true });
mkdirSync(logs, { recursive: true });
const args = process.argv.slice(2);
const vitestEntry = path.join(root, "node_modules/vitest/vitest.mjs");
const programs: Record<string, string> = {};
/** Compiled once, for the some hundred services that the run starts. */
const compiled = path.join(root, "node_modules/.cache/compiled");
for (const name of neededPrograms(filesToRun()))
  programs[name.toUpperCase()] = ensureProgram(name, env.PATH ?? "");

const vitest = spawn(
  process.execPath,
  [vitestEntry, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`, ...args],
  {
    cwd: root,
    env: { ...env, ...programs, NODE_COMPILE_CACHE: compiled },
    stdio: ["ignore", "pipe", "pipe"],
  },
);
const printed = createWriteStream(path.join(logs, "vitest.log"));
for (const [from, to] of [
  [vitest.stdout, process.stdout],
  [vitest.stderr, process.stderr],
] as const) {
  from.on("data", (chunk: Buffer) => {
    to.write(chunk);
    printed.write(chunk);
  });
}
const exitCode = await new Promise<number>((resolve) => vitest.on("close", (code) => resolve(code ?? 1)));
await new Promise((resolve) => printed.end(resolve));

const { passed, failed, skipped } = countResults();
const leaks = personalDataIn(logs, path.join(root, "examples/demo/people/people.ndjson"));
for (const leak of leaks) process.stdout.write(`personal data of a demo person in the logs: ${leak}\n`);
process.stdout.write(
  `personal data in the run's logs: ${leaks.length === 0 ? "none" : `${leaks.length} finds`}\n`,
);

const failures = failed + (leaks.length > 0 ? 1 : 0) + (exitCode !== 0 && failed === 0 ? 1 : 0);
process.stdout.write(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failures > 0 ? 1 : 0;

/** The test files that vitest selects for the arguments. */
function filesToRun(): string[] {
  const listed = path.join(logs, "files.json");
  const list = spawnSync(
    process.execPath,
    [vitestEntry, "list", "--filesOnly", ...args, `--json=${listed}`],
    {
      cwd: root,
      env,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (list.status !== 0) process.exit(list.status ?? 1);
  const files: { file: string }[] = JSON.parse(readFileSync(listed, "utf8"));
  return files.map(({ file }) => file);
}

function countResults(): { passed: number; failed: number; skipped: number } {
  try {
    const report = JSON.parse(readFileSync(results, "utf8"));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
