import { type EventType, eventDefinition } from "@countersign/wire";
import { jsonValueProblem, payloadLimits } from "../json/index.ts";
import type { About, Made, Owner, SourceProblem } from "./contract.ts";
import { createPool, type TaskLimits } from "./pool.ts";

/**
 * Renders bodies (Liquid), evaluates conditions (CEL) and parses settings files (YAML) that
 * operators write. They run in child processes, which are ended after 100 ms or with too much
 * memory: a loop or an explosion affects nothing else. Their input is bounded before it is passed.
 */
export interface Rendering {
  /** The body that the template renders of an event: JSON. */
  render(template: string, about: About, owner: Owner): Promise<Made<string>>;
  /** Whether the condition holds for an event. */
  evaluate(condition: string, about: About, owner: Owner): Promise<Made<boolean>>;
  /** The problem of a template, tried on the examples of these types; null if it is valid. */
  checkTemplate(template: string, types: readonly EventType[], owner: Owner): Promise<SourceProblem | null>;
  checkCondition(condition: string, types: readonly EventType[], owner: Owner): Promise<SourceProblem | null>;
  /** The contents of a YAML document, as JSON. */
  readYaml(yaml: string, owner: Owner): Promise<Made<string>>;
  close(): Promise<void>;
}

const ofEvents: TaskLimits = { timeoutMs: 100, startTimeoutMs: 10_000 };
/**
 * For a check or a document: it has many examples, and a process's first task is its slowest. Such
 * a task is often the first one, and nobody but an operator waits for it.
 */
const ofSettings: TaskLimits = { timeoutMs: 1000, startTimeoutMs: 30_000 };
const exampleTime = "2026-01-01T12:00:00.000Z";
/** Maximum characters of the input. Escaping may make it longer than the payload's own limit. */
const maxAbout = 2 * payloadLimits.characters;

/** @param options.processes how many run at once; one project has at most all but one of them. */
export function createRendering(options: { processes?: number } = {}): Rendering {
  const pool = createPool(options.processes ?? 2);

  async function over<Value>(kind: "render" | "evaluate", source: string, about: About, owner: Owner) {
    const text = textOf(about);
    if (typeof text !== "string") return { ok: false, problem: text } as const;
    return (await pool.run({ kind, source, about: text }, owner, ofEvents)) as Made<Value>;
  }

  async function check(
    kind: "check-template" | "check-condition",
    source: string,
    types: readonly EventType[],
    owner: Owner,
  ): Promise<SourceProblem | null> {
    const examples = types.map((type) => ({ name: type, about: JSON.stringify(exampleOf(type)) }));
    const made = await pool.run({ kind, source, examples }, owner, ofSettings);
    return made.ok ? null : made.problem;
  }

  return {
    render: (source, about, owner) => over<string>("render", source, about, owner),
    evaluate: (source, about, owner) => over<boolean>("evaluate", source, about, owner),
    checkTemplate: (source, types, owner) => check("check-template", source, types, owner),
    checkCondition: (source, types, owner) => check("check-condition", source, types, owner),
    readYaml: async (source, owner) =>
      (await pool.run({ kind: "read-yaml", source }, owner, ofSettings)) as Made<string>,
    close: () => pool.close(),
  };
}

/** The input; or why it is too large. */
function textOf(about: About): string | SourceProblem {
  const problem = jsonValueProblem(about.data, payloadLimits);
  if (problem !== null) return { kind: "too-large", detail: `its input ${problem}` };
  const text = JSON.stringify(about);
  if (text.length <= maxAbout) return text;
  return { kind: "too-large", detail: `its input is longer than ${maxAbout} characters` };
}

function exampleOf(type: EventType): About {
  const data = eventDefinition(type).example as About["data"];
  return { event: type, sequence: 1, occurredAt: exampleTime, data };
}
