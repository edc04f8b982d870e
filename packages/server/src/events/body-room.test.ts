import { expect, test } from "vitest";
import { createBodyRoom, NoRoomForBodies } from "./body-room.ts";

function problemOf(take: () => void): NoRoomForBodies | null {
  try {
    take();
    return null;
  } catch (error) {
    if (error instanceof NoRoomForBodies) return error;
    throw error;
  }
}

test("a call that exceeds the total is refused permanently, naming the event that is too much", () => {
  const call = createBodyRoom(100)("greedy");
  call.takeFor(0, 10, 5);
  expect(problemOf(() => call.takeFor(1, 10, 6))).toMatchObject({ event: 1, permanent: true });
});

test("one that finds the room taken is to come back, and another project's finds its own", () => {
  const enter = createBodyRoom(100);
  const [first, second, neighbour] = [enter("greedy"), enter("greedy"), enter("neighbour")];
  first.takeFor(0, 20, 4);
  expect(problemOf(() => second.takeFor(0, 20, 2))).toMatchObject({ permanent: false });
  neighbour.takeFor(0, 20, 5);
  first.leave();
  expect(problemOf(() => second.takeFor(0, 20, 5))).toBeNull();
});

test("what templates blow up is counted as it is made", () => {
  const enter = createBodyRoom(100);
  const call = enter("greedy");
  call.takeFor(0, 1, 10);
  expect([call.takeMore(80), call.takeMore(80)]).toEqual([true, false]);
  call.leave();
  expect(enter("greedy").takeMore(100)).toBe(true);
});

test("what can't be refused waits for its turn, and passes alone where it is too much", async () => {
  const enter = createBodyRoom(100);
  const [first, second, third] = [enter("greedy"), enter("greedy"), enter("greedy")];
  await first.waitFor(1000, 1);
  const order: string[] = [];
  const waits = [
    second.waitFor(60, 1).then(() => order.push("second")),
    third.waitFor(60, 1).then(() => order.push("third")),
  ];
  await new Promise(setImmediate);
  expect(order).toEqual([]);
  first.leave();
  await waits[0];
  expect(order).toEqual(["second"]);
  second.leave();
  await waits[1];
  expect(order).toEqual(["second", "third"]);
});
