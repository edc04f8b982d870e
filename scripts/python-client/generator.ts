import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** The generator and all that it needs, each at one version. */
const requirements = path.join(import.meta.dirname, "requirements.txt");

/**
 * The generator of Python clients, openapi-python-client: where it is, or would be, for this Python.
 * In the user's cache, as `npm ci` would remove it from node_modules. Its folder is the PYTHONPATH
 * with which it and what it generates run.
 */
export function generatorFor(python: string): { folder: string; program: string; installed: boolean } {
  const script = "import sys; print(sys.implementation.cache_tag)";
  const tag = execFileSync(python, ["-c", script], { encoding: "utf8" }).trim();
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = path.join(homedir(), ".cache/countersign", `python-client-${tag}-${hash}`);
  const program = path.join(folder, "bin/openapi-python-client");
  return { folder, program, installed: existsSync(program) };
}

/**
 * Installs it from PyPI: 59 MB, once for each Python.
 *
 * @throws Error saying what pip said, if it can't be installed.
 */
export function installGenerator(python: string): string {
  const { folder, program } = generatorFor(python);
  mkdirSync(path.dirname(folder), { recursive: true });
  // Renamed when it is complete: what was interrupted is not taken for installed.
  const unfinished = mkdtempSync(`${folder}-`);
  const args = ["install", "--quiet", "--disable-pip-version-check", "--target", unfinished];
  const pip = spawnSync(python, ["-m", "pip", ...args, "--requirement", requirements], { encoding: "utf8" });
  try {
    if (pip.status !== 0)
      throw new Error(
        `The client that is generated for Python needs openapi-python-client, which could not be installed from PyPI. It needs Python 3.11 or later with pip, and PyPI (or a mirror, as pip is configured). ${python} -m pip said: ${pip.error ?? ""}${pip.stderr}`,
      );
    if (!existsSync(program)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return program;
}
