import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "./cells.ts";
import { type IdKind, idDay, idPrefixes, idTime, isId, newId, newPublicId, type SessionId } from "./ids.ts";

const kinds = Object.keys(idPrefixes) as IdKind[];
const anyKind = fc.constantFrom(...kinds);
const latest = Date.parse("9999-12-31T23:59:59.999Z");
const anyTime = fc.integer({ min: 0, max: latest });
const anyBytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

test("an id gives back its time and day", () => {
  fc.assert(
    fc.property(anyKind, anyTime, anyBytes, (kind, time, bytes) => {
      const id = newId(
        kind,
        () => time,
        () => bytes,
      );
      expect(isId(kind, id)).toBe(true);
      expect(idTime(id)).toBe(time);
      expect(idDay(id)).toBe(new Date(time).toISOString().slice(0, 10));
    }),
  );
});

test("ids sort by time, whatever their random part", () => {
  fc.assert(
    fc.property(anyTime, anyTime, anyBytes, anyBytes, (a, b, bytesA, bytesB) => {
      fc.pre(a < b);
      expect(
        newId(
          "event",
          () => a,
          () => bytesA,
        ) <
          newId(
            "event",
            () => b,
            () => bytesB,
          ),
      ).toBe(true);
    }),
  );
});

test("a time before 1970 or after 9999 makes the id of the nearest one, and no other id has such a time", () => {
  const at = (time: number) =>
    newId(
      "event",
      () => time,
      () => new Uint8Array(16),
    );
  expect(at(-1)).toBe(at(0));
  expect(at(latest + 1)).toBe(at(latest));
  expect(isId("event", at(latest))).toBe(true);
  const ofTime = (time: number) =>
    Array.from({ length: 10 }, (_, place) =>
      "0123456789abcdefghjkmnpqrstvwxyz".charAt(Math.floor(time / 32 ** (9 - place)) % 32),
    ).join("");
  for (const time of [latest + 1, 2 ** 48 - 1])
    expect(isId("event", at(latest).replace(ofTime(latest), ofTime(time)))).toBe(false);
});

test("an id of one kind is not of another, and no secret's prefix is an id's", () => {
  const id = newId(
    "event",
    () => 1,
    () => new Uint8Array(16),
  );
  expect(isId("webhook", id)).toBe(false);
  for (const secret of ["csk", "cso", "whsec"]) expect(Object.values(idPrefixes)).not.toContain(secret);
});

test("a public id has able-id's form", () => {
  expect(newPublicId<SessionId>((n) => new Uint8Array(n).fill(255))).toMatch(/^[A-Za-z0-9_-]{21}$/);
});

test("a public id never begins with a hyphen, which command lines take for a flag", () => {
  const hyphens = () => new Uint8Array(21).fill(8);
  expect(newPublicId<SessionId>(hyphens)).toBe(`_${"-".repeat(20)}`);
  expect(newPublicId<SessionId>(hyphens, "a" as Cell)).toBe(`a${"-".repeat(21)}`);
});
