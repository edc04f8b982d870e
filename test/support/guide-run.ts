import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Block, blocksOf } from "./markdown-blocks.ts";
import { printed } from "./shown-output.ts";

export const root = path.resolve(import.meta.dirname, "../..");

/** Where and with which environment the commands of documents run. */
export interface GuideShell {
  /** An empty directory: for the temporary files of the commands, and for what they print. */
  directory: string;
  /** The service's port, which the commands read from `PORT`. */
  port: number;
  /** The port for the receiver of the document's commands. */
  receiverPort: number;
  /** A directory of programs in addition to the caller's. */
  programs?: string;
  /** The time after which the commands count as stuck. */
  timeoutMs: number;
}

/** The blocks of commands that are run; those with the mark `illustration` are only shown. */
export function commandsOf(markdown: string): { run: Block[]; shownOnly: Block[] } {
  const commands = blocksOf(markdown).filter(({ language }) => language === "sh");
  const shownOnly = commands.filter(({ marks }) => marks.includes("illustration"));
  return { run: commands.filter((block) => !shownOnly.includes(block)), shownOnly };
}

/**
 * Runs all commands of a document in one shell, as a reader who pastes one block after another, and
 * compares what they print with the blocks marked `output` that follow them. Returns the problems,
 * each with file and line:
 *
 * - the first command that fails, after which nothing else is run, or the block in which the shell
 *   was stuck;
 * - a call that the service refused in a block without the mark `refused`, and a block with it that
 *   has none;
 * - an output other than shown.
 */
export async function problemsOf(document: string, markdown: string, shell: GuideShell): Promise<string[]> {
  const files = {
    script: path.join(shell.directory, path.basename(document)),
    output: (line: number) => path.join(shell.directory, `${line}.out`),
    errors: path.join(shell.directory, "errors"),
    failedLine: path.join(shell.directory, "failed-line"),
    calls: path.join(shell.directory, "calls"),
  };
  mkdirSync(files.calls);
  writeFileSync(files.script, scriptOf(markdown, files));
  const status = await runScript(files.script, files.calls, shell);
  const { run } = commandsOf(markdown);
  const begun = run.filter(({ line }) => exists(files.output(line)));
  if (status !== 0) {
    const last = begun.at(-1)?.line ?? 1;
    const line = status === null ? last : (read(files.failedLine) || `${last}`).trim();
    const problem = status === null ? `did not end within ${shell.timeoutMs} ms` : `failed (${status})`;
    const ends = [files.output(last), files.errors].map((file) => read(file).slice(-1500));
    return [`${document}:${line}: ${problem}\n${ends.join("\n")}`];
  }
  const outputOf = (line: number) => read(files.output(line));
  return [
    ...begun.flatMap((block) => refusalProblem(document, block, files.calls, outputOf(block.line))),
    ...outputProblems(document, markdown, shell, outputOf),
  ];
}

/**
 * The document with everything but its commands left out, so that lines of the script are lines of
 * the document.
 */
function scriptOf(
  markdown: string,
  files: { output: (line: number) => string; failedLine: string; errors: string },
): string {
  const script = markdown.split("\n").map(() => "");
  script[0] = `trap 'echo $LINENO > "${files.failedLine}"' ERR; exec 2> "${files.errors}"`;
  for (const { line, text } of commandsOf(markdown).run) {
    script[line - 1] = `export GUIDE_BLOCK=${line}; exec > "${files.output(line)}"`;
    for (const [index, command] of text.split("\n").entries()) script[line + index] = command;
  }
  return script.join("\n");
}

/** The exit status; null if it had to be killed. */
async function runScript(script: string, calls: string, shell: GuideShell): Promise<number | null> {
  // biome-ignore lint/style/noProcessEnv: commands find programs by the caller's PATH
  const { PATH = "" } = process.env;
  const bash = spawn("bash", ["-e", "-o", "pipefail", script], {
    cwd: root,
    env: {
      PATH: [recordingCurl(shell.directory, PATH), PATH, ...(shell.programs ? [shell.programs] : [])].join(
        ":",
      ),
      TMPDIR: shell.directory,
      PORT: String(shell.port),
      RECEIVER_PORT: String(shell.receiverPort),
      GUIDE_CALLS: calls,
    },
    stdio: "ignore",
    detached: true,
  });
  const { pid } = bash;
  if (pid === undefined) throw new Error("bash did not start");
  const stuck = setTimeout(() => killGroup(pid), shell.timeoutMs);
  const [status] = await once(bash, "exit");
  clearTimeout(stuck);
  killGroup(pid);
  return status;
}

/**
 * A directory with a `curl` that also writes the headers of the service's responses to a file of
 * the block's own.
 */
function recordingCurl(directory: string, searchPath: string): string {
  const bin = path.join(directory, "bin");
  mkdirSync(bin);
  const file = path.join(bin, "curl");
  writeFileSync(
    file,
    `#!/bin/bash
export PATH="${searchPath}"
if [[ "$*" == *"127.0.0.1:$PORT/"* ]]; then exec curl -D "$(mktemp "$GUIDE_CALLS/$GUIDE_BLOCK.XXXXXX")" "$@"; fi
exec curl "$@"
`,
  );
  chmodSync(file, 0o755);
  return bin;
}

function refusalProblem(document: string, block: Block, calls: string, output: string): string[] {
  const refused = readdirSync(calls)
    .filter((name) => name.startsWith(`${block.line}.`))
    .map((name) => /^HTTP\/[\d.]+ ([45]\d\d)[\s\S]*/m.exec(read(path.join(calls, name)))?.[1])
    .filter((status) => status !== undefined);
  const place = `${document}:${block.line}`;
  if (block.marks.includes("refused"))
    return refused.length > 0 ? [] : [`${place}: no call was refused\n${output}`];
  return refused.length > 0 ? [`${place}: a call was refused (${refused})\n${output}`] : [];
}

function outputProblems(
  document: string,
  markdown: string,
  shell: GuideShell,
  outputOf: (line: number) => string,
): string[] {
  const problems: string[] = [];
  let commands: Block | undefined;
  for (const block of blocksOf(markdown)) {
    if (block.language === "sh") commands = block;
    if (!block.marks.includes("output") || commands === undefined) continue;
    const output = outputOf(commands.line)
      .replaceAll(`127.0.0.1:${shell.port}`, "127.0.0.1:8787")
      .replaceAll(`127.0.0.1:${shell.receiverPort}`, "127.0.0.1:9797");
    if (!printed(block, output)) problems.push(`${document}:${block.line}: the output is\n${output}`);
  }
  return problems;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // No process is left.
  }
}

function exists(file: string): boolean {
  return readdirSync(path.dirname(file)).includes(path.basename(file));
}

function read(file: string): string {
  return exists(file) ? readFileSync(file, "utf8") : "";
}
