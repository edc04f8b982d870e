/**
 * Child processes for work that may loop, crash or take too much memory: one task at a time, limits on processor time
 * and memory, no environment, no output, and none outlives the service.
 *
 *     const child = startChild<Task, Result>({ entry, execArgv: ["--max-old-space-size=64"], what: "a renderer" });
 *     await child.ready;
 *     const result = await child.run(task, 100); // or "too-slow", "too-large", "killed"
 */
export { type Child, type ChildMessage, type Ended, startChild } from "./child.ts";
export { confinedArgv } from "./confined.ts";
export { forbidNetwork } from "./forbid-network.ts";
export { watchParent } from "./watch-parent.ts";
