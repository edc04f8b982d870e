import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchPulse } from "./pulse.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const terms = { everyMs: 2000, misses: 2 };
const watched = () => {
  const connection = {
    closed: false,
    drop: vi.fn(() => {
      connection.closed = true;
    }),
  };
  return connection;
};

test("a host that misses two pings in a row loses all its connections, and no other host does", async () => {
  const [one, another, elsewhere] = [watched(), watched(), watched()];
  const silent = vi.fn(() => Promise.reject(new Error("no response")));
  watchPulse("a", one, silent, terms);
  watchPulse("a", another, silent, terms);
  watchPulse("b", elsewhere, () => Promise.resolve(), terms);
  await vi.advanceTimersByTimeAsync(2000);
  expect(one.drop).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  for (const each of [one, another]) expect(each.drop).toHaveBeenCalledOnce();
  expect(elsewhere.drop).not.toHaveBeenCalled();
  elsewhere.closed = true;
  await vi.advanceTimersByTimeAsync(2000);
});

test("a single miss is forgiven", async () => {
  const connection = watched();
  const results = [false, true, false, true];
  watchPulse(
    "c",
    connection,
    () => (results.shift() ? Promise.resolve() : Promise.reject(new Error("late"))),
    terms,
  );
  await vi.advanceTimersByTimeAsync(8000);
  expect(results).toEqual([]);
  expect(connection.drop).not.toHaveBeenCalled();
  connection.closed = true;
  await vi.advanceTimersByTimeAsync(2000);
});

test("the pulse ends with the last connection, and begins again with the next", async () => {
  const ping = vi.fn(() => Promise.resolve());
  const first = watched();
  watchPulse("d", first, ping, terms);
  await vi.advanceTimersByTimeAsync(2000);
  first.closed = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ping).toHaveBeenCalledOnce();
  const second = watched();
  watchPulse("d", second, ping, terms);
  await vi.advanceTimersByTimeAsync(2000);
  expect(ping).toHaveBeenCalledTimes(2);
  second.closed = true;
  await vi.advanceTimersByTimeAsync(2000);
});
