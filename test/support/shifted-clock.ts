/**
 * A preload (`node --import`): the process's wall clock is off by CLOCK_SHIFT_MS from its start on, as on a machine
 * that came up with a wrong time. What counts durations (`performance.now()`, timers) is right.
 */

// biome-ignore lint/style/noProcessEnv: the only way to tell a preload something
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const RightDate = Date;
const shiftedNow = () => RightDate.now() + shiftMs;

globalThis.Date = new Proxy(RightDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
  get: (target, property, receiver) =>
    property === "now" ? shiftedNow : Reflect.get(target, property, receiver),
});
