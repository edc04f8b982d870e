/**
 * How a webhook is called. `forget`: one attempt, whatever comes back is done. `notify`: retried until it is accepted.
 * `notify-keep`: the same, and the answer is kept. `gate`: called before something happens, and may deny it.
 * `gate-apply`: the same, and the data of its answer is applied.
 */
export const webhookModes = ["forget", "notify", "notify-keep", "gate", "gate-apply"] as const;
export type WebhookMode = (typeof webhookModes)[number];

/** Whether the mode is a call before something happens, which is made at once and never queued. */
export function isGate(mode: WebhookMode): mode is "gate" | "gate-apply" {
  return mode === "gate" || mode === "gate-apply";
}

/** The three flags of seed 003's form: «Блок без ответа», «Ожидание ответа», «Ответ содержит данные». */
export interface WebhookFlags {
  blockWithoutAnswer: boolean;
  awaitAnswer: boolean;
  answerHasData: boolean;
}

const flags: Readonly<Record<WebhookMode, WebhookFlags>> = {
  forget: { blockWithoutAnswer: true, awaitAnswer: false, answerHasData: false },
  notify: { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: false },
  "notify-keep": { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: true },
  gate: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false },
  "gate-apply": { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: true },
};

/** What the form shows for a mode. */
export function flagsOfMode(mode: WebhookMode): WebhookFlags {
  return { ...flags[mode] };
}

/**
 * The mode that the form's flags stand for. Who goes on without an answer neither waits for one nor reads its data:
 * such flags contradict each other, and the two are named.
 */
export function modeFromFlags(
  given: WebhookFlags,
):
  | { ok: true; mode: WebhookMode }
  | { ok: false; contradiction: ["blockWithoutAnswer", keyof WebhookFlags] } {
  const mode = webhookModes.find((each) => {
    const { blockWithoutAnswer, awaitAnswer, answerHasData } = flags[each];
    return (
      blockWithoutAnswer === given.blockWithoutAnswer &&
      awaitAnswer === given.awaitAnswer &&
      answerHasData === given.answerHasData
    );
  });
  if (mode !== undefined) return { ok: true, mode };
  return {
    ok: false,
    contradiction: ["blockWithoutAnswer", given.awaitAnswer ? "awaitAnswer" : "answerHasData"],
  };
}
