import { isCustomEventType } from "./custom.ts";
import { type EventType, eventTypes, isEventType } from "./index.ts";

/** The families that types belong to, as patterns: `check.*`. */
export const eventFamilies: readonly string[] = [
  ...new Set(
    eventTypes.flatMap((type) => (type.includes(".") ? [`${type.slice(0, type.indexOf("."))}.*`] : [])),
  ),
];

/** Whether a list of exact types, families (`check.*`) and `*` holds this event type. */
export function wantsEvent(patterns: readonly string[], type: string): boolean {
  return patterns.some((wanted) => {
    if (wanted === "*" || wanted === type) return true;
    return wanted.endsWith(".*") && type.startsWith(wanted.slice(0, -1));
  });
}

/** The types of the catalog that the patterns hold, in its order. */
export function typesOf(patterns: readonly string[]): EventType[] {
  return eventTypes.filter((type) => wantsEvent(patterns, type));
}

/**
 * What is wrong with a pattern: it names nothing in the catalog and no type of a project's own.
 * Offers the nearest names that do; null if it is good.
 */
export function eventPatternProblem(pattern: string): string | null {
  if (isEventType(pattern) || typesOf([pattern]).length > 0) return null;
  if (isCustomEventType(pattern.replace(/\.\*$/, "")) || pattern === "custom.*") return null;
  const near = nearest(pattern, [...eventTypes, ...eventFamilies, "*"]);
  return `is not an event type or a family of them; did you mean ${near.join(", ")}?`;
}

function nearest(text: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, distance: distance(text.toLowerCase().slice(0, 64), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein's: how many characters must be added, removed or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [line, char] of [...from].entries()) {
    const next = [line + 1];
    for (let at = 0; at < to.length; at++) {
      const replaced = (row[at] ?? 0) + (to[at] === char ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
