/**
 * How a webhook is called. `forget`: one attempt, whatever comes back is done. `notify`: retried
 * until it is accepted. `notify_keep`: the same, and the answer is kept. `await`, `await_keep`: as
 * these two, but the answer of the operation that caused the event waits for the first attempt.
 * `gate`: called before something happens, and may deny it. `gate_apply`: the same, and the data of
 * its answer is applied.
 */
export const webhookModes = [
  "forget",
  "notify",
  "notify_keep",
  "await",
  "await_keep",
  "gate",
  "gate_apply",
] as const;
export type WebhookMode = (typeof webhookModes)[number];

/**
 * Whether the mode is a call before something happens, which is made immediately and never queued.
 */
export function isGate(mode: WebhookMode): mode is "gate" | "gate_apply" {
  return mode === "gate" || mode === "gate_apply";
}

/**
 * Whether an operation's answer waits for the call: for a gate before it happens, for the others
 * after.
 */
export function awaitsAnswer(mode: WebhookMode): boolean {
  return flags[mode].awaitAnswer;
}

/** Whether receivers' answers are data that is wanted, not only kept for diagnosis. */
export function keepsAnswer(mode: WebhookMode): boolean {
  return flags[mode].answerHasData;
}

/**
 * The three flags of Rarus's form: «Блок без ответа», «Ожидание ответа», «Ответ содержит данные».
 */
export interface WebhookFlags {
  blockWithoutAnswer: boolean;
  awaitAnswer: boolean;
  answerHasData: boolean;
}

const flags: Readonly<Record<WebhookMode, WebhookFlags>> = {
  forget: { blockWithoutAnswer: true, awaitAnswer: false, answerHasData: false },
  notify: { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: false },
  notify_keep: { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: true },
  await: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false },
  await_keep: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: true },
  gate: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false },
  gate_apply: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: true },
};

/** What the form shows for a mode. */
export function flagsOfMode(mode: WebhookMode): WebhookFlags {
  return { ...flags[mode] };
}

/** When an operation calls the webhooks of an event: before it happens, or after. */
export type CallMoment = "before" | "after";

/**
 * The moment that all of the event types share; null if they are mixed, or not caused by
 * operations.
 */
export function momentOf(events: readonly string[]): CallMoment | null {
  if (events.every((type) => type.startsWith("before_"))) return "before";
  return events.every((type) => /^(after|on)_/.test(type)) ? "after" : null;
}

/**
 * The mode that the form's flags stand for: what waits for an answer is a gate, except on events
 * that are announced afterwards. A webhook that continues without an answer neither waits for one
 * nor reads its data: such flags contradict each other, and the two are named.
 */
export function modeFromFlags(
  given: WebhookFlags,
  moment: CallMoment | null,
):
  | { ok: true; mode: WebhookMode }
  | { ok: false; contradiction: ["blockWithoutAnswer", keyof WebhookFlags] } {
  const mode = webhookModes.find((each) => {
    const { blockWithoutAnswer, awaitAnswer, answerHasData } = flags[each];
    return (
      blockWithoutAnswer === given.blockWithoutAnswer &&
      awaitAnswer === given.awaitAnswer &&
      answerHasData === given.answerHasData &&
      (!awaitAnswer || isGate(each) === (moment !== "after"))
    );
  });
  if (mode !== undefined) return { ok: true, mode };
  return {
    ok: false,
    contradiction: ["blockWithoutAnswer", given.awaitAnswer ? "awaitAnswer" : "answerHasData"],
  };
}
