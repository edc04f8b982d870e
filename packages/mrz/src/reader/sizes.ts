/** What the networks were trained for; a change here needs new weights. */

/** A line is cut out so high, with so many pixels from character to character. */
export const lineHeight = 24;
export const nominalPitch = 16;
/** The line network scores its classes every so many pixels. */
export const frameStep = 4;
/** Added to a line's contrast, so that flat paper is not taken for print. */
export const lineFloor = 6;

/** The picture is shrunk into such a frame to find the zone, and marked in cells of so many of its pixels. */
export const frameWidth = 448;
export const frameHeight = 336;
export const cell = 8;
export const frameFloor = 8;
