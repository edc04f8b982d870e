import { readFileSync } from "node:fs";

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

const RightDate = Date;
const shiftedNow = () => RightDate.now() + shiftMs;
globalThis.Date = new Proxy(RightDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
  get: (target, property, receiver) =>
    property === "now" ? shiftedNow : Reflect.get(target, property, receiver),
});
