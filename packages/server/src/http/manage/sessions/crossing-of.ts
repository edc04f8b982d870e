import type { CrossingData, CrossingRecord } from "@countersign/wire";

/** A border crossing without its picture, which is shown among the pictures. */
export function crossingOf({ photo: _, ...crossing }: CrossingRecord): CrossingData {
  return crossing;
}
