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

/** A moment as `webhook_created_at`: an integer of 10⁻⁴ seconds. */
export function treezorCreatedAt(ms: number): number {
  return ms * 10;
}
