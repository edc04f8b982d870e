/**
 * A preload (`node --import`): shifts the process's wall clock by CLOCK_SHIFT_MS, as on a machine
 * that started with a wrong time. Durations (`performance.now()`, timers) are not affected.
 */

// biome-ignore lint/style/noProcessEnv: the only way to pass a value to a preload
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const RightDate = Date;
const shiftedNow = () => RightDate.now() + shiftMs;

globalThis.Date = new Proxy(RightDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
  get: (target, property, receiver) =>
    property === "now" ? shiftedNow : Reflect.get(target, property, receiver),
});
