import type { Block } from "./markdown-blocks.ts";

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const id = /^([a-z]{3}_)[0-9a-z]{26}$/;

/**
 * Whether a block printed what the document shows. `…` stands for anything: within a text, as a
 * whole value, as a key for all further members, and as the last element for all further elements.
 * Instants, ids and durations may differ.
 */
export function printed(shown: Block, output: string): boolean {
  if (shown.language !== "json") return linesOccur(shown.text.split("\n"), output.split("\n"));
  const expected = JSON.parse(shown.text);
  return valuesIn(output).some((value) => alike(expected, value));
}

/** Whether each of the lines is there, in this order. */
function linesOccur(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return true;
  const at = actual.findIndex((line) => textsAlike(first, line));
  return at >= 0 && linesOccur(rest, actual.slice(at + 1));
}

/** The whole output as one value, and each of its lines that is one. */
function valuesIn(output: string): unknown[] {
  return [output, ...output.split("\n")].flatMap((text) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
}

function alike(expected: unknown, actual: unknown, key = ""): boolean {
  if (expected === "…") return true;
  if (typeof expected === "string") return typeof actual === "string" && textsAlike(expected, actual);
  if (typeof expected === "number" && key.endsWith("Ms")) return typeof actual === "number";
  if (Array.isArray(expected)) return Array.isArray(actual) && elementsAlike(expected, actual);
  if (isRecord(expected)) return isRecord(actual) && membersAlike(expected, actual);
  return expected === actual;
}

function elementsAlike(expected: readonly unknown[], actual: readonly unknown[]): boolean {
  const open = expected.at(-1) === "…";
  const named = open ? expected.slice(0, -1) : expected;
  return (
    (open ? actual.length >= named.length : actual.length === named.length) &&
    named.every((one, index) => alike(one, actual[index]))
  );
}

function membersAlike(expected: Record<string, unknown>, actual: Record<string, unknown>): boolean {
  const { "…": open, ...named } = expected;
  const names = Object.keys(named);
  return (
    (open !== undefined || Object.keys(actual).length === names.length) &&
    names.every((name) => Object.hasOwn(actual, name) && alike(named[name], actual[name], name))
  );
}

function textsAlike(expected: string, actual: string): boolean {
  if (instant.test(expected)) return instant.test(actual);
  const [, prefix] = id.exec(expected) ?? [];
  if (prefix !== undefined) return actual.startsWith(prefix) && id.test(actual);
  const pattern = expected.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "s").test(actual);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
