import { createReceiver, type Outcome } from "@countersign/receiver";
import type { Capture } from "./capture.ts";
import { rewritings } from "./rewritten.ts";

/** What a captured request turned out to be. */
export type Finding =
  | { kind: "genuine"; id: string; type: string; format: string; test: boolean; ageSeconds: number }
  /** Signed with one of the secrets, but not readable as an event. */
  | { kind: "unreadable"; id: string; problem: string }
  | { kind: "missing-header"; header: string }
  | { kind: "malformed-header"; header: string }
  /** Signed with one of the secrets, but too long ago; negative: in the future. */
  | { kind: "age"; ageSeconds: number; toleranceSeconds: number }
  /** The signature fits a body that this one was made of. */
  | { kind: "rewritten"; how: string }
  /** It fits no such body: another secret, or a body that was changed otherwise. */
  | { kind: "unknown-signature"; isJson: boolean };

export interface JudgeOptions {
  secrets: readonly string[];
  toleranceSeconds: number;
  /** In milliseconds. */
  now: number;
}

/**
 * Says what a captured request is, by the receiver's own code.
 *
 * @throws TypeError for a secret that is none.
 */
export async function judge(capture: Capture, options: JudgeOptions): Promise<Finding> {
  const outcome = await received(capture, options);
  if (outcome.kind === "unreadable")
    return { kind: "unreadable", id: outcome.id, problem: outcome.problem.code };
  if (outcome.kind !== "forged") return genuine(outcome, options.now);
  const { problem } = outcome;
  if (problem.code === "missing-header" || problem.code === "malformed-header")
    return { kind: problem.code, header: problem.header };
  const sentAt = Number(capture.headers["webhook-timestamp"]);
  // As if it came in time: whether the signature is right is a separate question.
  const inTime = { ...options, now: sentAt * 1000 };
  if (problem.code !== "wrong-signature" && (await isSigned(capture, inTime))) {
    const ageSeconds = Math.round(options.now / 1000 - sentAt);
    return { kind: "age", ageSeconds, toleranceSeconds: options.toleranceSeconds };
  }
  const text = capture.body.toString("utf8");
  for (const { what, undo } of rewritings) {
    const before = undo(text);
    if (before === null || before === text) continue;
    if (await isSigned({ ...capture, body: Buffer.from(before) }, inTime))
      return { kind: "rewritten", how: what };
  }
  return { kind: "unknown-signature", isJson: isJson(text) };
}

async function isSigned(capture: Capture, options: JudgeOptions): Promise<boolean> {
  return (await received(capture, options)).kind !== "forged";
}

async function received(
  { headers, body }: Capture,
  { secrets, toleranceSeconds, now }: JudgeOptions,
): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const receiver = createReceiver({
    secrets,
    toleranceSeconds,
    now: () => now,
    handleTestCalls: true,
    otherwise: () => undefined,
    onOutcome: (each) => {
      outcome = each;
    },
  });
  const bytes = new Uint8Array(body);
  await receiver.respond({ method: "POST", headers, readBody: async () => ({ kind: "read", bytes }) });
  if (outcome === undefined) throw new Error("the receiver did not say what became of the request");
  return outcome;
}

function genuine(outcome: Outcome, now: number): Finding {
  if (!("event" in outcome)) throw new Error(`a captured request can't be ${outcome.kind}`);
  const { id, type, format, test, sentAt } = outcome.event;
  return { kind: "genuine", id, type, format, test, ageSeconds: Math.round((now - sentAt.getTime()) / 1000) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
