import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runForTest } from "@countersign/cli/testing";
import { onTestFinished } from "vitest";

const main = path.resolve(import.meta.dirname, "../../packages/cli/src/main.ts");

/** The command line of one user: with separate folders for configuration and state. */
export interface CommandLine {
  directory: string;
  /** Starts a command in a process of its own, whose output can be read while it runs. */
  start(args: readonly string[], stdin?: string): RunningCommand;
  /** Runs a command to its end, in this process. */
  run(args: readonly string[], stdin?: string): Promise<CommandResult>;
}

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand extends CommandResult {
  pid: number;
  ended: Promise<unknown>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * For the test that calls this: its folders are removed, and what still runs is killed, when that
 * test ends.
 */
export function commandLineForTest(environment: Record<string, string> = {}): CommandLine {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-cli-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const variables = {
    XDG_CONFIG_HOME: path.join(directory, "config"),
    XDG_STATE_HOME: path.join(directory, "state"),
    ...environment,
  };
  const start = (args: readonly string[], stdin = "") => {
    const child = spawn(process.execPath, [main, ...args], {
      env: variables,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const running: RunningCommand = {
      pid: child.pid ?? 0,
      status: null,
      stdout: "",
      stderr: "",
      ended: once(child, "close").then(() => {
        running.status = child.exitCode;
      }),
      kill: (signal) => void child.kill(signal),
    };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (piece: string) => {
        running[name] += piece;
      });
    // A command that needs no input may have ended before it came.
    child.stdin.on("error", () => undefined).end(stdin);
    onTestFinished(() => void child.kill("SIGKILL"));
    return running;
  };
  return {
    directory,
    start,
    run: (args, stdin = "") => runForTest(args, { variables, stdin }),
  };
}
