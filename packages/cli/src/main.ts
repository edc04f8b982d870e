#!/usr/bin/env node
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { CliContext } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { runCli } from "./run-cli.ts";

const manifest = path.join(path.dirname(fileURLToPath(import.meta.url)), "../package.json");
const { version } = JSON.parse(readFileSync(manifest, "utf8"));
const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    ended.abort();
    // A second one, or a command that does not look: the default.
    process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143));
  });

// The reader of a pipe may have seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 70);
});

const context: CliContext = {
  process: { stdout: process.stdout, stderr: process.stderr, exitCode: null },
  stdin: process.stdin,
  // biome-ignore lint/style/noProcessEnv: the one place of the command line that reads it
  environment: environmentOf(process.env),
  fetch,
  now: Date.now,
  signal: ended.signal,
};
process.exitCode = await runCli(process.argv.slice(2), context, version);
