import { type ChangeWebhook, type FieldProblem, typesOf } from "@countersign/wire";
import type { SourceProblem } from "../../../rendering/index.ts";
import type { Webhook } from "../../../webhooks/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";

/**
 * Tests a webhook's body and condition, as they would be after the change, with the example of each of its event types.
 * Throws a refusal that says what is wrong and where. To be called before the transaction: it runs in a child process.
 */
export async function checkHookTexts(
  deps: Pick<HttpDeps, "rendering">,
  projectId: string,
  current: Webhook | null,
  change: Pick<ChangeWebhook, "body" | "condition" | "events">,
): Promise<void> {
  const problems = await hookTextProblems(deps, projectId, current, change);
  if (problems.length > 0) throw refuseFields(problems);
}

/** The same, but returns the problems. */
export async function hookTextProblems(
  { rendering }: Pick<HttpDeps, "rendering">,
  projectId: string,
  current: Webhook | null,
  change: Pick<ChangeWebhook, "body" | "condition" | "events">,
): Promise<FieldProblem[]> {
  const body = change.body === undefined ? (current?.body ?? null) : change.body;
  const condition = change.condition === undefined ? (current?.condition ?? null) : change.condition;
  const events = change.events ?? current?.eventTypes ?? [];
  const types = typesOf(events);
  const owner = { projectId, webhookId: null };
  const changed = (field: "body" | "condition") => change[field] !== undefined || change.events !== undefined;
  const [ofBody, ofCondition] = await Promise.all([
    body !== null && changed("body") ? rendering.checkTemplate(body, types, owner) : null,
    condition !== null && changed("condition") ? rendering.checkCondition(condition, types, owner) : null,
  ]);
  return [
    ...(ofBody === null ? [] : [{ field: "body", problem: worded(ofBody) }]),
    ...(ofCondition === null ? [] : [{ field: "condition", problem: worded(ofCondition) }]),
  ];
}

function worded({ line, column, detail }: SourceProblem): string {
  return line === undefined ? detail : `line ${line}, column ${column}: ${detail}`;
}
