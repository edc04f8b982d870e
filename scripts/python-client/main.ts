import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startService } from "@countersign/server/spawn";
import { ensureProgram } from "../programs.ts";

/**
 * `npm run openapi:python`: whether generators of other languages can use our documents. Generates a
 * client of each surface with openapi-python-client, and runs `program.py` against a service with
 * that of the management API. `npm test` does it with the smallest surface (`test/openapi.test.ts`):
 * the management API's client alone takes a third of a minute.
 */
const surfaces = ["manage", "able-id", "love-and-pay", "treezor", "rarus", "applicant", "service"];
/**
 * The generator leaves out responses that are neither JSON nor text; everything else must be
 * understood.
 */
const expected = /Unsupported content.type/i;

const directory = mkdtempSync(path.join(tmpdir(), "countersign-python-"));
// biome-ignore lint/style/noProcessEnv: where the programs are
const searchPath = process.env.PATH ?? "";
const python = ensureProgram("python3", searchPath);
const generator = ensureProgram("openapi_python_client", searchPath);
const token = "operator-token-of-the-python-client";

/** Runs a program that must succeed; returns what it printed. */
function mustRun(command: string, args: readonly string[], cwd = directory): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    // The generator formats with ruff, which it finds by PATH.
    env: { PATH: `${path.dirname(generator)}:/usr/bin:/bin`, PYTHONPATH: path.resolve(generator, "../..") },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error ?? ""}${stdout}${stderr}`);
  return stdout + stderr;
}

const service = await startService(
  { DATA_DIR: path.join(directory, "data"), PORT: "0", COUNTERSIGN_OPERATOR_TOKEN: token },
  path.join(directory, "log"),
);
try {
  for (const surface of surfaces) {
    const file = path.join(directory, `${surface}.json`);
    writeFileSync(file, await (await fetch(`${service.url}/openapi/${surface}.json`)).text());
    const printed = mustRun(generator, ["generate", "--path", file, "--output-path", surface]);
    const problems = printed.split(/^(?=WARNING|ERROR)/m).slice(1);
    const others = problems.filter((problem) => !expected.test(problem));
    if (others.length > 0) throw new Error(`${surface}: ${others.join("\n")}`);
    process.stdout.write(`ok    ${surface}: ${problems.length} responses left out\n`);
  }
  const program = path.join(import.meta.dirname, "program.py");
  mustRun(python, ["-m", "compileall", "-q", "manage"]);
  process.stdout.write(mustRun(python, [program, service.url, token], path.join(directory, "manage")));
} finally {
  await service.stop();
  rmSync(directory, { recursive: true, force: true });
}
