import { expect, test } from "vitest";
import { DatabaseError } from "./database-error.ts";
import { retryUnavailable } from "./retry-unavailable.ts";

const lost = () => new DatabaseError("write EPIPE", "EPIPE");

test("work is repeated while the database is unavailable, and the wait is reported once", async () => {
  let tries = 0;
  let waits = 0;
  const work = async () => {
    tries++;
    if (tries < 4) throw lost();
    return "done";
  };
  expect(await retryUnavailable(60_000, work, () => waits++)).toBe("done");
  expect([tries, waits]).toEqual([4, 1]);
});

test("any other error is thrown at once", async () => {
  let tries = 0;
  const work = async () => {
    tries++;
    throw new DatabaseError("syntax error", "42601");
  };
  await expect(retryUnavailable(60_000, work)).rejects.toThrow("syntax error");
  expect(tries).toBe(1);
});

test("once the patience has ended, the last error is thrown", async () => {
  await expect(retryUnavailable(-1, () => Promise.reject(lost()))).rejects.toThrow("write EPIPE");
});
