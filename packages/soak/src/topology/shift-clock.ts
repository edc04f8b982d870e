/**
 * Shifts this process's wall clock by as many milliseconds as the function says. Durations (`performance.now()`, timers) are
 * not affected.
 */
export function shiftClock(shiftMs: () => number): void {
  const RightDate = Date;
  const shiftedNow = () => RightDate.now() + shiftMs();
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
    get: (target, property, receiver) =>
      property === "now" ? shiftedNow : Reflect.get(target, property, receiver),
  });
}
