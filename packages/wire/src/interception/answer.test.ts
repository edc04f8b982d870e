import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalog, checkEvent, eventTypes, isBeforeEvent } from "../catalog/index.ts";
import { dialect } from "../dialects/index.ts";
import { hookAnswerSchema, readAnswer, readDenial } from "./answer.ts";
import { interceptionBody } from "./body.ts";

describe("a response's envelope", () => {
  test("never lets pass what says `allow: false`, and never throws", () => {
    const anything = fc.object({
      key: fc.constantFrom(
        "allow",
        "error",
        "data",
        "patch",
        "warnings",
        "code",
        "message",
        "__proto__",
        "op",
        "path",
      ),
      maxDepth: 3,
    });
    fc.assert(
      fc.property(anything, (value) => {
        const read = readAnswer(value);
        const again = readAnswer({ ...value, allow: false });
        expect(again.kind).toBe("deny");
        expect(readDenial({ ...value, allow: false })).not.toBe(null);
        if (read.kind === "allow")
          expect(hookAnswerSchema.pick({ allow: true, patch: true }).safeParse(value).success).toBe(true);
      }),
    );
  });

  test("with a prototype in its data, or nested without end, is malformed", () => {
    for (const text of [
      '{"data": {"__proto__": {"admin": true}}}',
      '{"data": {"a": [{"constructor": {"prototype": {}}}]}}',
      '{"patch": [{"op": "add", "path": "/a", "value": {"__proto__": 1}}]}',
      `{"data": {"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
    ])
      expect(readAnswer(JSON.parse(text))).toMatchObject({ kind: "malformed" });
  });

  test("keeps a denial's code, message and field, cut to what people read", () => {
    const error = { code: "c".repeat(200), message: "m".repeat(2000), field: "order.items" };
    expect(readAnswer({ error })).toEqual({
      kind: "deny",
      error: { code: "c".repeat(100), message: "m".repeat(1000), field: "order.items" },
    });
  });
});

test("the canonical body of a before-event is its dialect's own", () => {
  for (const type of eventTypes.filter(isBeforeEvent)) {
    const checked = checkEvent(type, catalog[type].example);
    if (!checked.ok) throw new Error(type);
    const occurredAt = Date.UTC(2026, 0, 1, 12);
    for (const name of ["rarus", "standard"] as const) {
      const port = dialect(name);
      if (port.bodyDependsOn !== "event") throw new Error(name);
      const { body } = port.encode({ ...checked.event, id: "icp_1", occurredAt });
      const data = checked.event.payload as never;
      expect(
        interceptionBody(name, {
          event: type,
          sequence: null,
          occurredAt: new Date(occurredAt).toISOString(),
          data,
        }),
      ).toBe(body);
    }
  }
});
