import { shiftClock } from "@countersign/soak/shift-clock";

/** A preload (`node --import`): the wall clock is wrong by CLOCK_SHIFT_MS, as on a machine that started with a wrong time. */

// biome-ignore lint/style/noProcessEnv: the only way to pass a value to a preload
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
shiftClock(() => shiftMs);
