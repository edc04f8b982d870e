import { expect, test } from "vitest";
import { createdAtQuery, timeSearch } from "./time-search.ts";

const now = Date.UTC(2026, 10, 29, 12);

test("a range ends now", () => {
  expect(createdAtQuery(timeSearch({ range: "1h" }), now)).toEqual({
    createdAtFrom: "2026-11-29T11:00:00.000Z",
  });
  expect(createdAtQuery(timeSearch({}), now)).toEqual({});
});

test("two instants go before a range, and either may be open", () => {
  const search = timeSearch({ range: "1h", from: "2026-11-28T10:00:00+01:00", to: "2026-11-28T10:00:00Z" });
  expect(createdAtQuery(search, now)).toEqual({
    createdAtFrom: "2026-11-28T09:00:00.000Z",
    createdAtTo: "2026-11-28T10:00:00.000Z",
  });
  expect(createdAtQuery(timeSearch({ to: "2026-11-28" }), now)).toEqual({
    createdAtTo: "2026-11-28T00:00:00.000Z",
  });
});

test("an invalid time counts as none", () => {
  expect(timeSearch({ range: "5y", from: "yesterday", to: "" })).toEqual({});
});
