import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type * as wire from "@countersign/wire";
import { expect, expectTypeOf, test } from "vitest";
import type { BeforeEventType, EventPayload, EventType, Format } from "../event.ts";
import type { HookVerdict } from "../hooks/verdict.ts";
import { generatedFiles } from "./generated-files.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

test.each(Object.entries(generatedFiles()))("generated/%s matches the catalog", (name, text) => {
  const format = spawnSync(
    path.join(root, "node_modules/.bin/biome"),
    ["format", `--stdin-file-path=${name}`],
    {
      cwd: root,
      input: text,
      encoding: "utf8",
    },
  );
  expect(format.stdout).toBe(readFileSync(path.resolve(import.meta.dirname, "../generated", name), "utf8"));
});

/** A difference of any type's payload is an error of the compiler here, in both directions. */
test("the types of the published package are those of the catalog", () => {
  expectTypeOf<EventType>().toEqualTypeOf<wire.EventType>();
  expectTypeOf<BeforeEventType>().toEqualTypeOf<wire.BeforeEventType>();
  expectTypeOf<Format>().toEqualTypeOf<wire.DialectName>();
  type Differing = {
    [Type in EventType]: [EventPayload<Type>, wire.EventPayload<Type>] extends [
      wire.EventPayload<Type>,
      EventPayload<Type>,
    ]
      ? never
      : Type;
  }[EventType];
  expectTypeOf<Differing>().toBeNever();
});

test("what a hook changes is checked against its event's payload", () => {
  type Change = Extract<HookVerdict<"before_order_add">, { verdict: "change" }>;
  expectTypeOf({ order: { comment: "checked" } }).toExtend<NonNullable<Change["data"]>>();
  expectTypeOf({ order: { comment: 1 } }).not.toExtend<NonNullable<Change["data"]>>();
});
