/** The sizes that the networks were trained for; a change here needs new weights. */

/** The height of a cut line, and its distance between characters, in pixels. */
export const lineHeight = 24;
export const nominalPitch = 16;
/** The line network scores its classes at intervals of this many pixels. */
export const frameStep = 4;
/** Added to a line's contrast, so that flat paper is not mistaken for print. */
export const lineFloor = 6;

/**
 * To find the zone, the picture is reduced to a frame of this size and marked in cells of `cell` by
 * `cell` pixels.
 */
export const frameWidth = 448;
export const frameHeight = 336;
export const cell = 8;
export const frameFloor = 8;
