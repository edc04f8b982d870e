import { describe, expect, test } from "vitest";
import * as z from "zod";
import * as wire from "../index.ts";

const exported: [string, unknown][] = Object.entries(wire);
const schemas = exported.filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);

test.each(schemas)("%s can be described as JSON Schema, as what comes in", (_, schema) => {
  expect(() => z.toJSONSchema(schema, { io: "input" })).not.toThrow();
});

test.each(wire.eventTypes)("the payload of %s can be described as JSON Schema", (type) => {
  expect(z.toJSONSchema(wire.eventDefinition(type).payload)).toMatchObject({ additionalProperties: false });
});

describe("lists", () => {
  test("have a default size and a largest", () => {
    expect(wire.pageQuerySchema.parse({})).toEqual({ limit: 50 });
    expect(wire.pageQuerySchema.parse({ limit: "200" }).limit).toBe(200);
    for (const limit of ["0", "201", "-1", "x", "1.5"]) {
      expect(wire.pageQuerySchema.safeParse({ limit }).success).toBe(false);
    }
  });
});

describe("times in requests", () => {
  const read = (text: string) => wire.timeInputSchema.safeParse(text).data;

  test("may have an offset, and come out in UTC", () => {
    expect(read("2026-05-04T12:00:00+05:00")).toBe("2026-05-04T07:00:00.000Z");
    expect(read("2026-05-04T12:00:00.5Z")).toBe("2026-05-04T12:00:00.500Z");
  });

  test("lie in years that the store knows, by UTC", () => {
    expect(read("0001-01-01T00:00:00Z")).toBe("0001-01-01T00:00:00.000Z");
    expect(read("0001-01-01T00:00:00+05:00")).toBeUndefined();
    expect(read("9999-12-31T23:59:59-05:00")).toBeUndefined();
  });

  test.each(["2026-05-04", "2026-05-04T12:00:00", "2026-02-30T12:00:00Z", "12:00"])("%s is none", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe("a repeatable filter", () => {
  const query = z.strictObject({ status: wire.repeatable(z.enum(["open", "closed"])) });

  test("takes one value or several, and may be left out", () => {
    expect(query.parse({ status: "open" })).toEqual({ status: ["open"] });
    expect(query.parse({ status: ["open", "closed"] })).toEqual({ status: ["open", "closed"] });
    expect(query.parse({})).toEqual({});
    expect(query.safeParse({ status: "other" }).success).toBe(false);
  });

  test("is described as a list", () => {
    const { properties, required = [] } = z.toJSONSchema(query, { io: "input" });
    expect(properties?.status).toMatchObject({ type: "array", items: { enum: ["open", "closed"] } });
    expect(required).toEqual([]);
  });
});

describe("projects", () => {
  test("speak Russian by default", () => {
    expect(wire.createProjectSchema.parse({ name: " Shop ", mode: "test" })).toEqual({
      name: "Shop",
      mode: "test",
      language: "ru",
    });
  });

  test("have able-id's six addresses, which null clears", () => {
    expect(Object.keys(wire.projectConfigSchema.shape)).toEqual([...wire.configKeys]);
    expect(wire.configPatchSchema.parse({ PHOTO_WEBHOOK_URL: null })).toEqual({ PHOTO_WEBHOOK_URL: null });
    expect(wire.configPatchSchema.safeParse({ PHOTO_URL: null }).success).toBe(false);
    expect(wire.configPatchSchema.safeParse({ PHOTO_WEBHOOK_URL: "example.com" }).success).toBe(false);
  });
});

describe("a simulation", () => {
  test("gives a reason with a failure only", () => {
    expect(wire.simulateSchema.safeParse({ outcome: "failed", reason: "not_live" }).success).toBe(true);
    expect(wire.simulateSchema.safeParse({ outcome: "succeeded", reason: "not_live" }).success).toBe(false);
  });
});

test("an operator may not give the reason of a simulation", () => {
  expect(wire.refusalReasonSchema.safeParse("face_not_matched").success).toBe(true);
  expect(wire.refusalReasonSchema.safeParse("simulated").success).toBe(false);
});
