import {
  modeFromFlags,
  momentOf,
  type WebhookFlags,
  type WebhookMode,
} from "@countersign/wire/webhook-modes";

export type FlagName = keyof WebhookFlags;
export const flagNames = ["blockWithoutAnswer", "awaitAnswer", "answerHasData"] as const;

/**
 * Why a flag can't be combined with the others: it contradicts one of them, or the events have
 * happened already (`after`), or only some of them wait (`mixed`).
 */
export type FlagObstacle =
  | { kind: "contradicts"; flags: FlagName[] }
  | { kind: "happened" }
  | { kind: "mixed" };

/** What keeps a flag from being set; null where it is set, or can be. */
export function obstacleTo(
  flag: FlagName,
  flags: WebhookFlags,
  events: readonly string[],
): FlagObstacle | null {
  if (flags[flag]) return null;
  const opposite: readonly FlagName[] =
    flag === "blockWithoutAnswer" ? ["awaitAnswer", "answerHasData"] : ["blockWithoutAnswer"];
  const contradicted = opposite.filter((each) => flags[each]);
  if (contradicted.length > 0) return { kind: "contradicts", flags: contradicted };
  return flag === "awaitAnswer" ? obstacleToWaiting(events) : null;
}

/** Whether these events can be waited for; null where they can. */
export function obstacleToWaiting(events: readonly string[]): FlagObstacle | null {
  if (events.length === 0 || momentOf(events) !== null) return null;
  const waits = events.some((type) => /^(before|after|on)_/.test(type));
  return { kind: waits ? "mixed" : "happened" };
}

/** The mode that the flags mean for these events; null where they contradict. */
export function modeOf(flags: WebhookFlags, events: readonly string[]): WebhookMode | null {
  const moment = momentOf(events);
  if (flags.awaitAnswer && events.length > 0 && moment === null) return null;
  const read = modeFromFlags(flags, moment);
  return read.ok ? read.mode : null;
}
