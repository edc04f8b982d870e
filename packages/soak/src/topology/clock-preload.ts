import { readFileSync } from "node:fs";
import { shiftClock } from "./shift-clock.ts";

/**
 * A preload (`node --import`): the process's wall clock is wrong by as many milliseconds as the file SOAK_CLOCK_FILE says,
 * which is read four times a second. Durations (`performance.now()`, timers) are not affected.
 */

// biome-ignore lint/style/noProcessEnv: the only way to pass a value to a preload
const file = process.env.SOAK_CLOCK_FILE ?? "";
let shiftMs = 0;
const look = () => {
  try {
    shiftMs = Number(readFileSync(file, "utf8")) || 0;
  } catch {
    shiftMs = 0;
  }
};
look();
setInterval(look, 250).unref();

shiftClock(() => shiftMs);
