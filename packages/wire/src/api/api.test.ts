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

describe("projects", () => {
  test("speak Russian unless told otherwise", () => {
    expect(wire.createProjectSchema.parse({ name: " Shop ", mode: "test" })).toEqual({
      name: "Shop",
      mode: "test",
      language: "ru",
    });
  });

  test("have the seed's six addresses, which null clears", () => {
    expect(Object.keys(wire.projectConfigSchema.shape)).toEqual([...wire.configKeys]);
    expect(wire.configPatchSchema.parse({ PHOTO_WEBHOOK_URL: null })).toEqual({ PHOTO_WEBHOOK_URL: null });
    expect(wire.configPatchSchema.safeParse({ PHOTO_URL: null }).success).toBe(false);
    expect(wire.configPatchSchema.safeParse({ PHOTO_WEBHOOK_URL: "example.com" }).success).toBe(false);
  });
});

describe("a simulation", () => {
  test("gives a reason with a failure only", () => {
    expect(wire.simulateSchema.safeParse({ outcome: "failure", reason: "not_live" }).success).toBe(true);
    expect(wire.simulateSchema.safeParse({ outcome: "success", reason: "not_live" }).success).toBe(false);
  });
});

test("an operator may not give the reason of a simulation", () => {
  expect(wire.refusalReasonSchema.safeParse("face_not_matched").success).toBe(true);
  expect(wire.refusalReasonSchema.safeParse("simulated").success).toBe(false);
});
