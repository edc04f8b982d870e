import type { Clock, Id, IdKind, Random } from "@countersign/wire";
import { newId } from "@countersign/wire";

const last = new WeakMap<Random, { time: number; digits: Uint8Array }>();

/** How far ids may be ahead of the clock, so that they keep rising if it was set back a little. */
const maxAheadMs = 60_000;

/**
 * Like `newId`, but the ids of one process rise strictly, within one millisecond too, so that what
 * was recorded later sorts later. The random part counts up from a random start, as ULIDs do. They
 * start over if the clock was set back by more than a minute: an id's time decides its partition,
 * its key and how long it is kept.
 */
export function nextId<Kind extends IdKind>(kind: Kind, clock: Clock, random: Random): Id<Kind> {
  const now = clock();
  const before = last.get(random);
  const goesOn = before && before.time >= now && before.time - now <= maxAheadMs;
  const following = goesOn ? increment(before.digits) : null;
  const time = goesOn ? before.time + (following ? 0 : 1) : now;
  const digits = following ?? random(16).map((byte, place) => (place === 0 ? byte % 16 : byte % 32));
  last.set(random, { time, digits });
  return newId(
    kind,
    () => time,
    () => digits,
  );
}

/** The next number in base 32; null when it does not fit. */
function increment(digits: Uint8Array): Uint8Array | null {
  const next = Uint8Array.from(digits);
  for (let place = next.length - 1; place >= 0; place--) {
    const digit = next[place] ?? 0;
    if (digit < 31) {
      next[place] = digit + 1;
      return next;
    }
    next[place] = 0;
  }
  return null;
}
