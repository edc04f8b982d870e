import type { JsonValue, PatchOperation } from "@countersign/wire";
import fc from "fast-check";
import { applyPatch } from "rfc6902";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../testing/cpu-time.ts";
import { applyChanges } from "./changes.ts";
import type { Payload } from "./contract.ts";

const payload: Payload = { a: { b: 1, c: [1, 2] }, d: "x" };
const merged = (data: Payload, target = payload) => {
  const applied = applyChanges(target, { data });
  if (!applied.ok) throw new Error(applied.detail);
  return applied;
};
const patched = (...patch: PatchOperation[]) => applyChanges(payload, { patch });

/** RFC 7396, section 2, word by word. */
function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === "object" && target !== null && !Array.isArray(target);
  const result: Payload = isObject ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

describe("a merge patch", () => {
  test("changes, adds and removes, and leaves the payload itself alone", () => {
    const before = structuredClone(payload);
    const { payload: after, changes } = merged({
      a: { b: null, c: [3], "x/y~": { z: null, w: 1 } },
      e: true,
    });
    expect(after).toEqual({ a: { c: [3], "x/y~": { w: 1 } }, d: "x", e: true });
    expect(changes).toEqual([
      { op: "remove", path: "/a/b" },
      { op: "replace", path: "/a/c", value: [3] },
      { op: "add", path: "/a/x~1y~0", value: { w: 1 } },
      { op: "add", path: "/e", value: true },
    ]);
    expect(payload).toEqual(before);
  });

  test("that changes nothing leaves no trace", () => {
    const { payload: after, changes } = merged({ a: { b: 1 }, nothing: null });
    expect(changes).toEqual([]);
    expect(after).toBe(payload);
  });

  test("does as RFC 7396 says, and its changes are a JSON Patch that does the same", () => {
    const key = fc.constantFrom("a", "b", "c/d", "~", "");
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<JsonValue>(null, 1, "x", [1], []),
        fc.dictionary(key, tie("tree"), { maxKeys: 4 }).map((object) => ({ ...object })),
      ),
    }));
    const object = fc.dictionary(key, tree, { maxKeys: 4 }).map((each) => ({ ...each }) as Payload);
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const { payload: after, changes } = merged(patch, target);
        expect(after).toEqual(mergePatch(target, patch));
        const copy = structuredClone(target);
        expect(applyPatch(copy, structuredClone(changes)).every((error) => error === null)).toBe(true);
        expect(copy).toEqual(after);
      }),
    );
  });
});

describe("a JSON Patch", () => {
  test("does all six operations; `test` leaves no trace", () => {
    const applied = patched(
      { op: "test", path: "/a/b", value: 1 },
      { op: "add", path: "/a/c/1", value: 9 },
      { op: "remove", path: "/a/c/0" },
      { op: "replace", path: "/d", value: "y" },
      { op: "move", from: "/a/b", path: "/m" },
      { op: "copy", from: "/a/c", path: "/k" },
      { op: "add", path: "/a/c/-", value: 7 },
    );
    expect(applied).toMatchObject({ ok: true, payload: { a: { c: [9, 2, 7] }, d: "y", m: 1, k: [9, 2] } });
    expect(applied.ok && applied.changes).toHaveLength(6);
  });

  test.each<[string, PatchOperation[]]>([
    ["a test that fails", [{ op: "test", path: "/d", value: "z" }]],
    ["a place that isn't there", [{ op: "replace", path: "/nothing/here", value: 1 }]],
    ["something to remove that isn't there", [{ op: "remove", path: "/nothing" }]],
    ["an index beyond the end", [{ op: "add", path: "/a/c/9", value: 1 }]],
    ["a source that isn't there", [{ op: "copy", from: "/nothing", path: "/e" }]],
    ["a move into itself", [{ op: "move", from: "/a", path: "/a/c/x" }]],
    ["the whole payload", [{ op: "replace", path: "", value: [] }]],
    ["the whole payload removed", [{ op: "remove", path: "" }]],
    ["an array's length", [{ op: "replace", path: "/a/c/length", value: 0 }]],
    ["an array's end that isn't there", [{ op: "replace", path: "/a/c/-", value: 0 }]],
    ["an index with a leading zero", [{ op: "add", path: "/a/c/01", value: 1 }]],
    ["a place inside of a text", [{ op: "add", path: "/d/0", value: "y" }]],
    ["something inherited", [{ op: "add", path: "/toString/polluted", value: 1 }]],
    ["something inherited to remove", [{ op: "remove", path: "/hasOwnProperty" }]],
    ["something inherited as the source", [{ op: "copy", from: "/toString", path: "/e" }]],
    ["an escape that is none", [{ op: "add", path: "/a~2", value: 1 }]],
    ["no pointer", [{ op: "add", path: "a", value: 1 }]],
    ["a prototype", [{ op: "add", path: "/__proto__/polluted", value: 1 }]],
    ["a constructor's prototype", [{ op: "add", path: "/constructor/prototype/polluted", value: 1 }]],
    ["a prototype as the source", [{ op: "copy", from: "/a/__proto__", path: "/e" }]],
  ])("with %s is refused as a whole", (_name, patch) => {
    const before = structuredClone(payload);
    const applied = patched({ op: "replace", path: "/d", value: "changed first" }, ...patch);
    expect(applied.ok).toBe(false);
    expect(payload).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.hasOwn(Object.prototype.toString, "polluted")).toBe(false);
  });

  test("that doubles the payload over and over is stopped", () => {
    const before = cpuTimeMs();
    const doubling = Array.from(
      { length: 500 },
      (_, at): PatchOperation => ({ op: "copy", from: "/a", path: `/a/x${at}` }),
    );
    expect(patched(...doubling)).toMatchObject({ ok: false, detail: expect.stringContaining("copies") });
    expect(cpuTimeMs() - before).toBeLessThan(500);
  });
});
