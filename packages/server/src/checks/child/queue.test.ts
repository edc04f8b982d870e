import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";

/** A queue whose tasks end when the test lets them, and the order in which they started. */
function stage() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const queue = createQueue<string, string>((task) => {
    begun.push(task);
    return new Promise((resolve) => ends.set(task, () => resolve(`${task} done`)));
  });
  const end = async (task: string) => {
    ends.get(task)?.();
    await new Promise(setImmediate);
  };
  return { queue, begun, end };
}

test("what somebody waits for goes ahead, but not without end", async () => {
  const { queue, begun, end } = stage();
  const until = new AbortController().signal;
  void queue.add("first");
  void queue.add("second");
  for (const task of ["a", "b", "c", "d"]) void queue.add(task, until);
  for (const task of ["first", "a", "b", "c", "second"]) await end(task);
  expect(begun).toEqual(["first", "a", "b", "c", "second", "d"]);
});

test("nobody waits longer than they say, and what was not begun by then never is", async () => {
  const { queue, begun, end } = stage();
  const patience = new AbortController();
  const running = queue.add("running", patience.signal);
  const waiting = queue.add("waiting", patience.signal);
  patience.abort();
  expect(await Promise.all([running, waiting])).toEqual(["too-slow", "too-slow"]);
  const next = queue.add("next");
  await end("running");
  expect(begun).toEqual(["running", "next"]);
  await end("next");
  expect(await next).toBe("next done");
  expect(await queue.add("late", patience.signal)).toBe("too-slow");
});
