import fc from "fast-check";
import { expect, test } from "vitest";
import { derivedUuid } from "./derived-uuid.ts";

test("is a version 5 UUID, the same for the same name", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(derivedUuid(name)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(derivedUuid(name)).toBe(derivedUuid(name));
    }),
  );
});

test("never changes: resends of older events keep their ids", () => {
  expect(derivedUuid("evt_01kc3e5b7vq2m9x4t8n6w0hjzd")).toBe("cc5010bb-87e4-55b0-bc32-68793f63076f");
  expect(derivedUuid("evt_01kc3e5b7vq2m9x4t8n6w0hjze")).not.toBe("cc5010bb-87e4-55b0-bc32-68793f63076f");
});
