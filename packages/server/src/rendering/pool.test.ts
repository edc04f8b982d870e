import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import type { Ended } from "../child-process/index.ts";
import type { Child } from "./child.ts";
import type { Task, TaskResult } from "./contract.ts";
import { createPool, type Pool } from "./pool.ts";
import { createRendering } from "./rendering.ts";

/** Children whose ends the test decides. */
function testChildren(ready = Promise.resolve()) {
  const runs: { task: Task; end: (result: TaskResult | Ended) => void }[] = [];
  let started = 0;
  const start = (): Child => {
    started++;
    let markGone: () => void;
    const gone = new Promise<void>((resolve) => {
      markGone = resolve;
    });
    return {
      ready,
      gone,
      run: (task) =>
        new Promise((resolve) => {
          runs.push({
            task,
            end(result) {
              if (typeof result === "string") markGone();
              resolve(result);
            },
          });
        }),
      end: async () => markGone(),
    };
  };
  return { runs, start, started: () => started };
}

const limits = { timeoutMs: 100, startTimeoutMs: 10_000 };
const done: TaskResult = { ok: true, value: true };
const task = (source: string): Task => ({ kind: "evaluate", source, about: "{}" });
const of = (projectId: string) => ({ projectId, webhookId: `${projectId}-webhook` });
const turn = () => new Promise((resolve) => setImmediate(resolve));

let pool: Pool | undefined;
afterEach(() => pool?.close());

test("no project holds all processes, and those that wait take turns", async () => {
  const { runs, start } = testChildren();
  pool = createPool(2, start);
  for (const source of ["a1", "a2", "a3"]) void pool.run(task(source), of("a"), limits);
  await turn();
  expect(runs.map((run) => run.task.source)).toEqual(["a1"]);
  for (const source of ["b1", "b2"]) void pool.run(task(source), of("b"), limits);
  await turn();
  expect(runs.map((run) => run.task.source)).toEqual(["a1", "b1"]);
  runs[0]?.end(done);
  await turn();
  runs[1]?.end(done);
  await turn();
  expect(runs.map((run) => run.task.source)).toEqual(["a1", "b1", "a2", "b2"]);
});

test("a process that ends by itself takes its task along and no other, and is replaced", async () => {
  const { runs, start, started } = testChildren();
  pool = createPool(2, start);
  const suspect = pool.run(task("suspect"), of("a"), limits);
  const other = pool.run(task("other"), of("b"), limits);
  await turn();
  runs[0]?.end("too-large");
  expect(await suspect).toMatchObject({ ok: false, problem: { kind: "too-large" } });
  runs[1]?.end(done);
  expect(await other).toEqual(done);
  await turn();
  expect(runs).toHaveLength(2);
  expect(started()).toBe(4);
});

test("the first process is started alone, and the others once it is ready", async () => {
  const up = Promise.withResolvers<void>();
  const { runs, start, started } = testChildren(up.promise);
  pool = createPool(2, start);
  void pool.run(task("first"), of("a"), limits);
  void pool.run(task("second"), of("b"), limits);
  await turn();
  expect([started(), runs.length]).toEqual([1, 0]);
  up.resolve();
  await turn();
  expect([started(), runs.length]).toEqual([3, 2]);
});

test("a settings file waits longer than an event for a process that starts slowly", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  pool = createPool(2, testChildren(new Promise(() => undefined)).start);
  const kinds: string[] = [];
  for (const [kind, startTimeoutMs] of [
    ["event", 10_000],
    ["file", 30_000],
  ] as const)
    void pool.run(task(kind), of(kind), { timeoutMs: 100, startTimeoutMs }).then(() => kinds.push(kind));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(kinds).toEqual(["event"]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(kinds).toEqual(["event", "file"]);
});

test("what ran in a process that somebody else killed is run again, three times at most", async () => {
  const { runs, start } = testChildren();
  pool = createPool(2, start);
  const unlucky = pool.run(task("unlucky"), of("a"), limits);
  await turn();
  for (const nth of [0, 1, 2, 3]) {
    expect(runs).toHaveLength(nth + 1);
    runs[nth]?.end("killed");
    await turn();
  }
  expect(await unlucky).toMatchObject({ ok: false, problem: { kind: "too-large" } });
  expect(runs).toHaveLength(4);
});

/** Real processes from here on. */
const about = { event: "e", sequence: null, occurredAt: "2026-01-01T00:00:00.000Z", data: {} };

function childrenOfThisProcess(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = /\nPPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
        return (
          parent === String(process.pid) &&
          readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("entry.ts")
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

test("a kill of every process fails nothing but what runs, and the next task finds new ones", async () => {
  const rendering = createRendering();
  onTestFinished(() => rendering.close());
  expect(await rendering.evaluate("true", about, of("a"))).toEqual({ ok: true, value: true });
  const before = childrenOfThisProcess();
  expect(before.length).toBeGreaterThan(0);
  for (const pid of before) process.kill(pid, "SIGKILL");
  expect(await rendering.evaluate("true", about, of("a"))).toEqual({ ok: true, value: true });
  for (const pid of childrenOfThisProcess()) expect(before).not.toContain(pid);
});

test("a process doesn't get the service's environment", async () => {
  const rendering = createRendering({ processes: 1 });
  onTestFinished(() => rendering.close());
  await rendering.evaluate("true", about, of("a"));
  const [pid] = childrenOfThisProcess();
  const environment = execFileSync("cat", [`/proc/${pid}/environ`], { encoding: "latin1" });
  expect(environment.split("\0").filter((each) => !/^(NODE_CHANNEL_|$)/.test(each))).toEqual([]);
});

test("closing ends where nothing else keeps the service's process alive", () => {
  const script = `
    import { createRendering } from ${JSON.stringify(new URL("./rendering.ts", import.meta.url).href)};
    const rendering = createRendering();
    await rendering.evaluate("true", ${JSON.stringify(about)}, { projectId: "a", webhookId: "b" });
    await rendering.close();
    console.log("closed");`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(printed).toBe("closed\n");
});
