import { parentPort, workerData } from "node:worker_threads";
import { checkCondition, evaluateCondition } from "./condition.ts";
import { type About, type Task, type TaskResult, threadState } from "./contract.ts";
import { checkTemplate, renderTemplate } from "./template.ts";

/** The thread that templates and conditions run in: one task at a time, and no way out but its answer. */
if (parentPort === null) throw new Error("this file is a worker thread");
const port = parentPort;

const state = new Float64Array(workerData as SharedArrayBuffer);
let tasks = 0;

port.on("message", (task: Task) => {
  const { user, system } = process.threadCpuUsage();
  state[threadState.begun] = user + system;
  state[threadState.task] = ++tasks;
  port.postMessage(answer(task));
});
// What is slow the first time must not count against somebody's 100 ms.
const nothing = JSON.stringify({ event: "", sequence: null, occurredAt: "", data: {} });
answer({ kind: "render", source: "{% if event == 'a' %}{% endif %}{{ data }}", about: nothing });
answer({ kind: "evaluate", source: "has(data.a) && data.a > 1", about: nothing });
port.postMessage("ready");

function answer(task: Task): TaskResult {
  try {
    switch (task.kind) {
      case "render":
        return renderTemplate(task.source, read(task.about));
      case "evaluate":
        return evaluateCondition(task.source, read(task.about));
      case "check-template":
        return checked(checkTemplate(task.source, task.examples.map(readExample)));
      case "check-condition":
        return checked(checkCondition(task.source, task.examples.map(readExample)));
    }
  } catch {
    // Such as a stack that overflows. What was thrown may quote a value.
    return { ok: false, problem: { kind: "failed", detail: "it fails" } };
  }
}

function checked(problem: ReturnType<typeof checkTemplate>): TaskResult {
  return problem === null ? { ok: true, value: null } : { ok: false, problem };
}

function readExample({ name, about }: { name: string; about: string }) {
  return { name, about: read(about) };
}

function read(about: string): About {
  return JSON.parse(about) as About;
}
