import {
  type AnyEventType,
  customMessage,
  dialect,
  type EventId,
  eventDefinition,
  isEventType,
  newId,
  type OutgoingCustomEvent,
  type OutgoingEvent,
  signer,
} from "@countersign/wire";
import type { SendResult } from "../../outbound/index.ts";
import type { About, SourceProblem } from "../../rendering/index.ts";
import {
  type CallCredentials,
  callCredentials,
  readCredentials,
  scheduleOf,
  signingSecrets,
  type Webhook,
} from "../../webhooks/index.ts";
import type { DeliveryDeps } from "../deps.ts";
import type { Content } from "../work.ts";
import { attempt } from "./attempt.ts";
import { type AttemptOutcome, classify } from "./classify.ts";
import { fateOf } from "./conclude.ts";

/** What a test sends: a type, of the catalog or the project's own, and a payload that is valid for it. */
export interface Invented {
  type: AnyEventType;
  payload: object;
}

/** The whole exchange of a test. */
export interface TestCall {
  outcome: AttemptOutcome;
  /** The status that a delivery would have after it. */
  status: "delivered" | "done" | "retrying" | "exhausted" | "cancelled";
  /** With credentials masked. */
  requestHeaders: Record<string, string>;
  requestBody: string;
  result: SendResult;
}

/** Marks the data as invented. */
const testMark = { "countersign-test": "true" };

/**
 * Sends an invented event to a webhook, active or not, once: encoded, signed and posted like a
 * delivery, and marked by `countersign-test: true`. It is neither queued nor logged.
 *
 * @param known what a draft is called with, which has nothing stored.
 */
export async function tryOnce(
  deps: Pick<DeliveryDeps, "db" | "clock" | "random" | "keyring" | "outbound" | "rendering">,
  webhook: Webhook,
  event: Invented,
  known?: { secrets: readonly string[]; credentials: CallCredentials },
): Promise<TestCall> {
  const secrets = known?.secrets ?? (await signingSecrets(deps, deps.db, webhook));
  const credentials = known?.credentials ?? callCredentials(await readCredentials(deps, deps.db, webhook));
  const content = await withOwnBody(deps, webhook, exampleOf(deps, webhook, event, secrets), event);
  if ("detail" in content) return unsent(content);
  const item = {
    id: newId("delivery", deps.clock, deps.random),
    webhookId: webhook.id,
    attempt: 0,
    tries: 0,
    resend: false,
  };
  const target = { webhook, signer: signer(secrets), credentials };
  const made = await attempt(deps, item, content, target, new AbortController().signal, testMark);
  const outcome = classify(made.result, scheduleOf(webhook.retry).accepts);
  const fate = fateOf(deps.random, item, webhook, made, outcome);
  return {
    outcome,
    status: fate.kind === "settled" ? fate.status : "retrying",
    requestHeaders: made.requestHeaders,
    requestBody: content.body,
    result: made.result,
  };
}

/**
 * The content with the body of the webhook's own template, if it has one; or why that can't be
 * rendered.
 */
async function withOwnBody(
  deps: Pick<DeliveryDeps, "clock" | "rendering">,
  webhook: Webhook,
  content: Content,
  { payload }: Invented,
): Promise<Content | SourceProblem> {
  if (webhook.body === null) return content;
  const { type, sequence } = content;
  const data = payload as About["data"];
  const about: About = { event: type, sequence, occurredAt: new Date(deps.clock()).toISOString(), data };
  const made = await deps.rendering?.render(webhook.body, about, {
    projectId: webhook.projectId,
    webhookId: webhook.id,
  });
  if (!made) throw new Error("a test of a webhook with a body of its own needs rendering");
  return made.ok ? { ...content, contentType: "application/json", body: made.value } : made.problem;
}

function unsent({ detail }: SourceProblem): TestCall {
  const timings = { total: 0 };
  const result = {
    kind: "failed",
    reason: "protocol",
    detail: `The body can't be made: ${detail}.`,
    timings,
  } as const;
  return { outcome: "protocol", status: "cancelled", requestHeaders: {}, requestBody: "", result };
}

function exampleOf(
  deps: Pick<DeliveryDeps, "clock" | "random">,
  webhook: Webhook,
  { type, payload }: Invented,
  secrets: readonly string[],
): Content {
  const eventId: EventId = newId("event", deps.clock, deps.random);
  const occurredAt = deps.clock();
  const { projectId } = webhook;
  const common = { eventId, projectId, type, sequence: 1, keyId: projectId };
  if (!isEventType(type)) {
    const encoded = customMessage({ type, payload, id: eventId, occurredAt } as OutgoingCustomEvent);
    return { ...common, encoding: "standard", ...encoded };
  }
  const encoding = dialect(webhook.dialect).supports(type) ? webhook.dialect : eventDefinition(type).dialect;
  const about = { type, payload, id: eventId, occurredAt, sequence: 1, subject: "example" };
  const event = about as unknown as OutgoingEvent;
  const format = dialect(encoding);
  const encoded =
    format.bodyDependsOn === "webhook"
      ? format.encode(event, {
          webhookId: webhook.id,
          secrets,
          ...(webhook.contentType && { contentType: webhook.contentType }),
        })
      : format.encode(event);
  return { ...common, encoding, ...encoded };
}
