import fc from "fast-check";
import { expect, test } from "vitest";
import { cellForm, cellOf } from "./cells.ts";
import { isPublicId, newPublicId, type SessionId } from "./ids.ts";
import { kycSessionId } from "./love-and-pay/session-id.ts";

const anyBytes = fc.uint8Array({ minLength: 21, maxLength: 21 });
const anyCell = fc.stringMatching(cellForm);

test("an id tells its cell, in both of its forms", () => {
  fc.assert(
    fc.property(anyBytes, anyCell, (bytes, cell) => {
      const id = newPublicId<SessionId>(() => bytes, cell);
      expect(isPublicId(id)).toBe(true);
      expect([cellOf(id), cellOf(kycSessionId(id))]).toEqual([cell, cell]);
    }),
  );
});

test("an id without a cell never looks like one of a cell, whatever it begins with", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const id = newPublicId<SessionId>(() => bytes);
      expect(isPublicId(id)).toBe(true);
      expect([cellOf(id), cellOf(kycSessionId(id))]).toEqual([null, null]);
    }),
  );
});

test("tokens of a cell are one character longer than others", () => {
  const random = "b".repeat(43);
  for (const prefix of ["csk_", "cso_"]) {
    expect(cellOf(`${prefix}${random}`)).toBeNull();
    expect(cellOf(`${prefix}7${random}`)).toBe("7");
    expect(cellOf(`${prefix}A${random}`)).toBeNull();
  }
  for (const other of ["", "a", `whk_7${random}`, "x".repeat(200)]) expect(cellOf(other)).toBeNull();
});
