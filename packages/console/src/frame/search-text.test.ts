import fc from "fast-check";
import { expect, test } from "vitest";
import { listFrom, parseSearch, stringifySearch, textFrom, wordFrom } from "./search-text.ts";

test("lists are written with commas, and what is empty is left out", () => {
  const search = { status: ["exhausted", "retrying"], type: undefined, id: "", range: "24h" };
  expect(stringifySearch(search)).toBe("?status=exhausted,retrying&range=24h");
  expect(stringifySearch({})).toBe("");
});

test("what is written is read again", () => {
  const words = fc.array(fc.stringMatching(/^[a-zа-я_.*:/&=?# -]+$/), { minLength: 1 });
  fc.assert(
    fc.property(words, (given) => {
      const search = parseSearch(stringifySearch({ list: given }));
      expect(listFrom(search.list)).toEqual([...new Set(given)]);
    }),
  );
});

test("what is not allowed is dropped", () => {
  expect(listFrom("exhausted,lost", ["exhausted", "retrying"])).toEqual(["exhausted"]);
  expect(listFrom("", ["exhausted"])).toBeUndefined();
  expect(listFrom(7)).toBeUndefined();
  expect(wordFrom("7d", ["24h", "7d"])).toBe("7d");
  expect(wordFrom("8d", ["24h", "7d"])).toBeUndefined();
  expect(textFrom(["a"])).toBeUndefined();
});
