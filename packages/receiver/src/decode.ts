import { type AnyReceivedEvent, type EventFacts, isCustomEventType, isEventType } from "./event.ts";
import { readContent } from "./formats/read-content.ts";
import type { EventPayloads } from "./generated/payloads.ts";
import type { HeaderSource } from "./headers.ts";
import { parseJson } from "./json.ts";
import { subjectIn } from "./subject.ts";
import type { ContentProblem, ForgeryProblem } from "./verification/problem.ts";
import { type VerifiedHeaders, verify } from "./verification/verify.ts";

/** A message as it was read. Nothing of a forged one is looked at but its headers. */
export type Decoded =
  | { kind: "event"; event: AnyReceivedEvent }
  | { kind: "unreadable"; id: string; problem: ContentProblem }
  | { kind: "forged"; problem: ForgeryProblem };

/** What verifies and reads messages. */
export interface Decoder {
  keys: Promise<readonly CryptoKey[]>;
  toleranceSeconds: number;
  now: () => number;
}

/**
 * Verifies a message and reads it. The payload is what the sender signed: it is not checked against
 * the catalog again, so that a newer sender's additional fields and values reach the handler.
 */
export async function decode(
  decoder: Decoder,
  body: Uint8Array<ArrayBuffer>,
  headers: HeaderSource,
): Promise<Decoded> {
  const { toleranceSeconds, now } = decoder;
  const verified = await verify(body, headers, await decoder.keys, now(), toleranceSeconds);
  if (!verified.ok) return { kind: "forged", problem: verified.problem };
  const { id } = verified.headers;
  const root = parseJson(body);
  if (root === undefined) return unreadable(id, { code: "not-json" });
  const content = readContent(root);
  if (content === null) return unreadable(id, { code: "unknown-format" });
  const { type, payload } = content;
  if (!isEventType(type) && !isCustomEventType(type)) return unreadable(id, { code: "unknown-type", type });
  const facts: EventFacts = {
    ...factsOf(verified.headers),
    format: content.format,
    occurredAt: content.occurredAt,
    subject: content.subject ?? null,
    ...(content.sequence !== undefined && { sequence: content.sequence }),
  };
  if (isEventType(type)) facts.subject ??= subjectIn(type, payload as unknown as EventPayloads[typeof type]);
  return { kind: "event", event: { ...facts, type, payload } as unknown as AnyReceivedEvent };
}

function factsOf(headers: VerifiedHeaders): Omit<EventFacts, "format" | "occurredAt" | "subject"> {
  const { id, timestamp, attempt, sequence, resend, test } = headers;
  return { id, sentAt: new Date(timestamp * 1000), attempt, sequence, resend, test };
}

function unreadable(id: string, problem: ContentProblem): Decoded {
  return { kind: "unreadable", id, problem };
}
