import * as children from "../child-process/index.ts";
import type { Task, TaskResult } from "./contract.ts";

/** A child process that renders and evaluates. */
export type Child = children.Child<Task, TaskResult>;
export type StartChild = () => Child;

const entry = new URL("./entry.ts", import.meta.url);
/** Beyond the heap the process aborts, also if a single allocation exceeds any limit. */
const execArgv = [
  "--max-old-space-size=64",
  "--max-semi-space-size=8",
  "--stack-size=900",
  "--disallow-code-generation-from-strings",
  "--no-warnings",
];

export function startChild(): Child {
  return children.startChild({ entry, execArgv, what: "a rendering process" });
}
