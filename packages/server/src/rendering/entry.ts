import { type ChildMessage, watchParent } from "../child-process/index.ts";
import { checkCondition, evaluateCondition } from "./condition.ts";
import type { About, Task, TaskResult } from "./contract.ts";
import { checkTemplate, renderTemplate } from "./template.ts";
import { readYaml } from "./yaml.ts";

/**
 * The child process that templates and conditions run in: one task at a time, and no output but its
 * message.
 */
if (process.send === undefined) throw new Error("this file is a child process");

watchParent();

process.on("disconnect", () => process.exit(0));
process.on("message", (task: Task) => tell(resultOf(task)));
// Warms up what is slow the first time, so that it doesn't count against a task's 100 ms.
const nothing = JSON.stringify({ event: "", sequence: null, occurredAt: "", data: {} });
resultOf({ kind: "render", source: "{% if event == 'a' %}{% endif %}{{ data }}", about: nothing });
resultOf({ kind: "evaluate", source: "has(data.a) && data.a > 1", about: nothing });
tell(null);

function tell(result: TaskResult | null): void {
  const { user, system } = process.threadCpuUsage();
  process.send?.({ result, cpu: user + system } satisfies ChildMessage<TaskResult>);
}

function resultOf(task: Task): TaskResult {
  try {
    switch (task.kind) {
      case "render":
        return renderTemplate(task.source, read(task.about));
      case "evaluate":
        return evaluateCondition(task.source, read(task.about));
      case "read-yaml":
        return readYaml(task.source);
      case "check-template":
        return checked(checkTemplate(task.source, task.examples.map(readExample)));
      case "check-condition":
        return checked(checkCondition(task.source, task.examples.map(readExample)));
    }
  } catch {
    // Such as a stack overflow. The error may quote a value.
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
