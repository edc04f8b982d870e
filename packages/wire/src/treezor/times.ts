/** The date of "never" in Treezor's objects. */
export const treezorNoDate = "0000-00-00";
/** The time of "never" in Treezor's objects, as a new document's `modifiedDate`. */
export const treezorNoDateTime = "0000-00-00 00:00:00";

/**
 * A moment (ms since the epoch) as user and document objects write it: `2022-05-18 12:21:04`, UTC.
 */
export function treezorDateTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** A moment as `kycreview.*` writes it: `2015-02-25T11:06:39Z`. */
export function treezorSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A moment as `kycliveness.*` writes it, with six decimals: `2020-06-30T07:10:47.824000Z`. */
export function treezorMicroseconds(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

/**
 * A moment as `identificationTime` writes it, with the offset spelled out:
 * `2024-06-27T07:16:23+00:00`.
 */
export function treezorOffsetTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** The length of each unit of `webhook_created_at`, in tenths of a millisecond. */
const tenthsOf = { seconds: 10_000, milliseconds: 10, tenths: 1 } as const;

/**
 * The types whose `webhook_created_at` is not in tenths of a millisecond, as Treezor's
 * documentation shows them. A cancelled video conference is shown with tenths, a successful one
 * with milliseconds.
 */
const unitOf: Readonly<Record<string, keyof typeof tenthsOf>> = {
  "kycreview.request": "seconds",
  "kycreview.result": "seconds",
  "videoConference.processing": "milliseconds",
  "videoConference.aborted": "milliseconds",
  "videoConference.finalized": "milliseconds",
  "videoConference.finalized CANCELED": "tenths",
};

/**
 * A moment (ms since the epoch) as `webhook_created_at` of an event of this type and, where it has
 * one, result.
 */
export function treezorCreatedAt(ms: number, type: string, result?: string): number {
  const unit = unitOf[`${type} ${result}`] ?? unitOf[type] ?? "tenths";
  return Math.floor((ms * 10) / tenthsOf[unit]);
}

/**
 * The moment (ms since the epoch) in a `webhook_created_at` of any unit, recognised by its size:
 * unambiguous for the years 2001 to 2286.
 */
export function treezorMoment(createdAt: number): number {
  if (createdAt < 1e11) return createdAt * 1000;
  return createdAt < 1e13 ? createdAt : Math.floor(createdAt / 10);
}
