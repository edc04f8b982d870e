import { type EventType, eventDefinition } from "@countersign/wire";
import type { About, Made, SourceProblem } from "./contract.ts";
import { createPool } from "./pool.ts";

/**
 * Bodies (Liquid) and conditions (CEL) that operators write. They run in threads of their own that are stopped after
 * 100 ms or too much memory: what loops or explodes harms nobody else.
 */
export interface Rendering {
  /** The body that the template makes of an event: JSON. */
  render(template: string, about: About): Promise<Made<string>>;
  /** Whether the condition holds for an event. */
  evaluate(condition: string, about: About): Promise<Made<boolean>>;
  /** What is wrong with a template, tried on the examples of these types. Null: it is good. */
  checkTemplate(template: string, types: readonly EventType[]): Promise<SourceProblem | null>;
  checkCondition(condition: string, types: readonly EventType[]): Promise<SourceProblem | null>;
  close(): Promise<void>;
}

const limitMs = 100;
/** Of a check: many examples, and the thread's first work is its slowest. */
const checkLimitMs = 1000;
const exampleTime = "2026-01-01T12:00:00.000Z";

export function createRendering(options: { threads?: number } = {}): Rendering {
  const pool = createPool(options.threads ?? 2);

  async function check(
    kind: "check-template" | "check-condition",
    source: string,
    types: readonly EventType[],
  ): Promise<SourceProblem | null> {
    const examples = types.map((type) => ({ name: type, about: JSON.stringify(exampleOf(type)) }));
    const made = await pool.run({ kind, source, examples }, checkLimitMs);
    return made.ok ? null : made.problem;
  }

  return {
    async render(source, about) {
      const made = await pool.run({ kind: "render", source, about: JSON.stringify(about) }, limitMs);
      return made as Made<string>;
    },
    async evaluate(source, about) {
      const made = await pool.run({ kind: "evaluate", source, about: JSON.stringify(about) }, limitMs);
      return made as Made<boolean>;
    },
    checkTemplate: (source, types) => check("check-template", source, types),
    checkCondition: (source, types) => check("check-condition", source, types),
    close: () => pool.close(),
  };
}

function exampleOf(type: EventType): About {
  const data = eventDefinition(type).example as About["data"];
  return { event: type, sequence: 1, occurredAt: exampleTime, data };
}
