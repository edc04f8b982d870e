/** What a handler may return; anything else, including nothing, means that it is done. */
export type HandlerResult = Retry | Reject | Superseded;

interface Retry {
  readonly [kind]: "retry";
  readonly reason: string;
  readonly afterSeconds: number | undefined;
}

interface Reject {
  readonly [kind]: "reject";
  readonly reason: string;
}

interface Superseded {
  readonly [kind]: "superseded";
}

const kind = Symbol("result of a handler");

/**
 * Not now: the sender tries again by the webhook's schedule, no sooner than after `afterSeconds`
 * (whole seconds). What the handler wrote through `tx` is rolled back.
 */
export function retry(reason: string, { afterSeconds }: { afterSeconds?: number } = {}): HandlerResult {
  return { [kind]: "retry", reason, afterSeconds };
}

/**
 * Never: the sender ends this delivery, which an operator can still resend. What the handler wrote
 * through `tx` is rolled back.
 */
export function reject(reason: string): HandlerResult {
  return { [kind]: "reject", reason };
}

/** Done, as a newer state was handled before. */
export function superseded(): HandlerResult {
  return { [kind]: "superseded" };
}

/** The handler's result as one of ours; null for anything else. */
export function resultOf(
  value: unknown,
):
  | { kind: "retry"; reason: string; afterSeconds: number | undefined }
  | { kind: "reject"; reason: string }
  | { kind: "superseded" }
  | null {
  if (typeof value !== "object" || value === null || !(kind in value)) return null;
  const result = value as HandlerResult;
  switch (result[kind]) {
    case "retry":
      return { kind: "retry", reason: result.reason, afterSeconds: result.afterSeconds };
    case "reject":
      return { kind: "reject", reason: result.reason };
    case "superseded":
      return { kind: "superseded" };
  }
}
