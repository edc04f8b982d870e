import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startService } from "@countersign/server/spawn";

/**
 * `npm run openapi:python`: whether generators of other languages can use our documents. Installs
 * openapi-python-client from PyPI into a virtual environment, generates a client of each surface,
 * and runs `program.py` against a service with the generated client of the management API. Needs
 * Python 3.10 with venv, and PyPI; not part of `npm test` for that reason.
 */
const generator = "openapi-python-client==0.29.1";
const surfaces = ["manage", "able-id", "love-and-pay", "treezor", "rarus", "applicant", "service"];
/**
 * The generator leaves out responses that are neither JSON nor text; everything else must be
 * understood.
 */
const expected = /Unsupported content.type/i;

const directory = mkdtempSync(path.join(tmpdir(), "countersign-python-"));
const bin = (name: string) => path.join(directory, "venv/bin", name);
const token = "operator-token-of-the-python-client";

/** Runs a program that must succeed; returns what it printed. */
function mustRun(command: string, args: readonly string[], cwd = directory): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    // The generator formats with ruff, which it finds by PATH.
    env: { PATH: `${path.join(directory, "venv/bin")}:/usr/local/bin:/usr/bin:/bin` },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error ?? ""}${stdout}${stderr}`);
  return stdout + stderr;
}

const service = await startService(
  { DATA_DIR: path.join(directory, "data"), PORT: "0", COUNTERSIGN_OPERATOR_TOKEN: token },
  path.join(directory, "log"),
);
try {
  mustRun("python3", ["-m", "venv", "venv"]);
  mustRun(bin("pip"), ["install", "--quiet", "--disable-pip-version-check", generator]);
  for (const surface of surfaces) {
    const file = path.join(directory, `${surface}.json`);
    writeFileSync(file, await (await fetch(`${service.url}/openapi/${surface}.json`)).text());
    const printed = mustRun(bin("openapi-python-client"), [
      "generate",
      "--path",
      file,
      "--output-path",
      surface,
    ]);
    const problems = printed.split(/^(?=WARNING|ERROR)/m).slice(1);
    const others = problems.filter((problem) => !expected.test(problem));
    if (others.length > 0) throw new Error(`${surface}: ${others.join("\n")}`);
    process.stdout.write(`ok    ${surface}: ${problems.length} responses left out\n`);
  }
  const program = path.join(import.meta.dirname, "program.py");
  mustRun(bin("python"), ["-m", "compileall", "-q", "manage"]);
  process.stdout.write(mustRun(bin("python"), [program, service.url, token], path.join(directory, "manage")));
} finally {
  await service.stop();
  rmSync(directory, { recursive: true, force: true });
}
