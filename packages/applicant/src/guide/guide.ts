import type { Seen } from "./hints.ts";

/** Looks at frames and says what helps. */
export interface Guide {
  /** Pixels: how wide the frames are that it wants. */
  width: number;
  look(frame: ImageData): Promise<Seen>;
  stop(): void;
}
