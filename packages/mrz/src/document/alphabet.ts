/**
 * The 37 characters of a machine-readable zone (Doc 9303-3, 4.3), in the order of the network's
 * classes.
 */
export const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

export const filler = "<";
export const digits = "0123456789";
export const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Whether text consists of the zone's characters only; true for the empty text. */
export function isZoneText(text: string): boolean {
  return /^[0-9A-Z<]*$/.test(text);
}

/** A field's text without the fillers at its end. */
export function withoutPadding(text: string): string {
  return text.replace(/<+$/, "");
}
