import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { type Held, overdue, tooSlowToRead } from "./slow.ts";

function heldWith(bytesRead: number, body: Partial<IncomingMessage> = {}) {
  const socket = { bytesRead, writableLength: 0 };
  const one = {
    socket,
    key: null,
    beyond: false,
    request: { complete: false, readableLength: 0, ...body },
    response: null,
    pipelined: 0,
    since: 0,
    readBefore: 0,
    lastRead: 0,
    lastReadAt: 0,
    unsent: 0,
    unsentSince: 0,
  } as unknown as Held;
  return { one, socket };
}

/** The second at which a body that arrives at this many bytes per second is cut, if it is within the time. */
function cutAfter(
  seconds: number,
  bytesPerSecond: number,
  patient = false,
  body: Partial<IncomingMessage> = {},
) {
  const { one, socket } = heldWith(300, body);
  for (let second = 1; second <= seconds; second++) {
    if (overdue(one, 50_000 + second * 1000, () => patient)) return second;
    socket.bytesRead += bytesPerSecond;
  }
  return null;
}

test("a body that trickles is cut after ten seconds, one that flows is not", () => {
  expect(cutAfter(60, 1)).toBe(12);
  expect(cutAfter(60, 4000)).toBe(12);
  expect(cutAfter(60, 5000)).toBeNull();
});

test("no body takes longer than two minutes", () => {
  expect(cutAfter(300, 50_000)).toBe(122);
});

test("an import may take hours, as long as it doesn't stop for half a minute", () => {
  expect(cutAfter(7200, 1, true)).toBeNull();
  expect(cutAfter(60, 0, true)).toBe(32);
});

test("what lies here unread is not the client's fault", () => {
  expect(cutAfter(60, 0, false, { readableLength: 65_536 })).toBeNull();
  expect(cutAfter(60, 0, true, { readableLength: 65_536 })).toBeNull();
});

test("a request that is whole is never cut", () => {
  expect(cutAfter(300, 0, false, { complete: true })).toBeNull();
});

test("a client that reads nothing of its response for a minute is cut", () => {
  const { one, socket } = heldWith(0);
  const cut = (second: number) => tooSlowToRead(one, second * 1000);
  expect(cut(0)).toBe(false);
  socket.writableLength = 1000;
  expect([cut(1), cut(61), cut(62)]).toEqual([false, false, true]);
  socket.writableLength = 900;
  expect(cut(63)).toBe(false);
  socket.writableLength = 0;
  expect(cut(200)).toBe(false);
});
