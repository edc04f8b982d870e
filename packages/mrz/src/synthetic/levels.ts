/**
 * The quality of a picture. The goals are stated for the first four; `hostile` pictures are not
 * meant to be read.
 */
export type LevelName = "scan" | "good" | "fair" | "poor" | "hostile";

/** The ranges of a level's conditions; lengths in pixels of a picture of 1600 x 1200. */
export interface Level {
  /** The page's size as a fraction of the frame. */
  fill: readonly [number, number];
  turnDegrees: number;
  /** The displacement of the corners, as a fraction of the page's width. */
  perspective: number;
  /** The fraction of pictures that are rotated by 90 or 180 degrees. */
  turnedShare: number;
  defocus: number;
  motion: number;
  noise: number;
  quality: readonly [number, number];
  /** How much darker one end of the frame is. */
  shade: number;
  sharpening: number;
  wear: number;
  laminate: number;
  /**
   * Reflections next to the zone: their maximum strength, and the fraction of pictures with any.
   */
  glare: number;
  glareShare: number;
  fingersShare: number;
  /** Whether a part of the zone itself is covered. */
  covered: boolean;
}

export const levels: Readonly<Record<LevelName, Level>> = {
  scan: {
    fill: [0.9, 0.98],
    turnDegrees: 0.7,
    perspective: 0,
    turnedShare: 0.03,
    defocus: 0.5,
    motion: 0,
    noise: 2,
    quality: [87, 97],
    shade: 0.05,
    sharpening: 0.5,
    wear: 0.2,
    laminate: 0.1,
    glare: 0,
    glareShare: 0,
    fingersShare: 0,
    covered: false,
  },
  good: {
    fill: [0.8, 0.95],
    turnDegrees: 3,
    perspective: 0.02,
    turnedShare: 0.03,
    defocus: 0.9,
    motion: 1,
    noise: 5,
    quality: [80, 93],
    shade: 0.15,
    sharpening: 1,
    wear: 0.3,
    laminate: 0.25,
    glare: 0.5,
    glareShare: 0.2,
    fingersShare: 0.3,
    covered: false,
  },
  fair: {
    fill: [0.65, 0.9],
    turnDegrees: 6,
    perspective: 0.035,
    turnedShare: 0.05,
    defocus: 1.5,
    motion: 3,
    noise: 9,
    quality: [68, 82],
    shade: 0.3,
    sharpening: 1.5,
    wear: 0.45,
    laminate: 0.4,
    glare: 0.7,
    glareShare: 0.35,
    fingersShare: 0.5,
    covered: false,
  },
  poor: {
    fill: [0.5, 0.8],
    turnDegrees: 10,
    perspective: 0.05,
    turnedShare: 0.05,
    defocus: 2.2,
    motion: 5,
    noise: 14,
    quality: [50, 62],
    shade: 0.4,
    sharpening: 2,
    wear: 0.6,
    laminate: 0.5,
    glare: 0.9,
    glareShare: 0.5,
    fingersShare: 0.5,
    covered: false,
  },
  hostile: {
    fill: [0.6, 0.95],
    turnDegrees: 8,
    perspective: 0.05,
    turnedShare: 0.1,
    defocus: 2,
    motion: 4,
    noise: 12,
    quality: [40, 85],
    shade: 0.4,
    sharpening: 2,
    wear: 1,
    laminate: 0.8,
    glare: 1,
    glareShare: 1,
    fingersShare: 1,
    covered: true,
  },
};
