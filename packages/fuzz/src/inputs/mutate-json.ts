import type { Random } from "../random.ts";
import { hostileString, hostileValue, toText } from "./hostile.ts";

type Container = unknown[] | Record<string, unknown>;
interface Place {
  container: Container;
  key: string;
}

/** A copy of the value with one to three changes at random places. */
export function mutateJson(random: Random, value: unknown): unknown {
  if (value === null || typeof value !== "object") return hostileValue(random);
  const copy: { root: unknown } = { root: structuredClone(value) };
  const changes = 1 + random.below(3);
  for (let change = 0; change < changes; change++) changeOne(random, copy);
  return copy.root;
}

function changeOne(random: Random, holder: { root: unknown }): void {
  const places = placesIn(holder);
  const { container, key } = random.pick(places);
  const current = Reflect.get(container, key);
  switch (random.below(7)) {
    case 0:
      if (!Array.isArray(container) && container !== holder) delete container[key];
      else Reflect.set(container, key, hostileValue(random));
      return;
    case 1:
      Reflect.set(container, key, [current]);
      return;
    case 2:
      if (isPlainObject(current))
        Object.defineProperty(current, hostileString(random), {
          value: hostileValue(random),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      else Reflect.set(container, key, hostileValue(random));
      return;
    case 3:
      Reflect.set(container, key, typeof current === "string" ? Number(current) : toText(current));
      return;
    case 4:
      if (typeof current === "string") Reflect.set(container, key, mutateText(random, current));
      else Reflect.set(container, key, hostileValue(random));
      return;
    case 5: {
      const other = random.pick(places);
      Reflect.set(container, key, structuredClone(plain(Reflect.get(other.container, other.key))));
      return;
    }
    default:
      Reflect.set(container, key, hostileValue(random));
  }
}

/** Without values that can't be cloned or would contain themselves. */
function plain(value: unknown): unknown {
  return value === null || typeof value !== "object" ? value : null;
}

function mutateText(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const insert = random.pick(["\u0000", "'", '"', "\\", "%", "\n", "é", "\ud83d", "  ", "0", text]);
  return random.chance(0.3) ? text.slice(0, at) : text.slice(0, at) + insert + text.slice(at);
}

/** Every position in a value, up to 500. */
function placesIn(holder: { root: unknown }): Place[] {
  const places: Place[] = [];
  const waiting: Container[] = [holder];
  for (let next = waiting.shift(); next !== undefined && places.length < 500; next = waiting.shift()) {
    for (const key of Object.keys(next)) {
      places.push({ container: next, key });
      const child: unknown = Reflect.get(next, key);
      const isContainer = Array.isArray(child) || isPlainObject(child);
      if (isContainer) waiting.push(child as Container);
    }
  }
  return places;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
}
