import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { watchKeys } from "./keys.ts";
import type { Listening, Shown } from "./listen.ts";
import type { Notice } from "./notices.ts";

const shown: Shown = {
  message: {
    deliveryId: "dlv_1",
    eventId: "evt_1",
    webhookId: "whk_1",
    type: "session.expired",
    subject: "a",
    sequence: 1,
    headers: { "webhook-id": "evt_1" },
    body: "{}",
  },
  result: { status: 200, durationMs: 3, response: "{}" },
};

test("keys act on what was forwarded last, and the terminal is given back", () => {
  const modes: boolean[] = [];
  const terminal = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (mode: boolean) => modes.push(mode),
    resume: () => undefined,
    pause: () => undefined,
  });
  const again: Shown[] = [];
  const notices: Notice[] = [];
  const recent: Shown[] = [];
  let ends = 0;
  const listening: Listening = {
    ended: Promise.resolve(),
    recent,
    again: async (one) => void again.push(one),
  };
  const unwatch = watchKeys(terminal, {
    listening,
    tell: (notice) => void notices.push(notice),
    url: "http://service.test",
    end: () => ends++,
  });
  terminal.emit("data", Buffer.from("rd"));
  expect([again, notices]).toEqual([[], []]);
  recent.push(shown);
  terminal.emit("data", Buffer.from("rd"));
  expect(again).toEqual([shown]);
  expect(notices).toEqual([{ kind: "details", ...shown }]);
  terminal.emit("data", Buffer.from("q\u0003"));
  expect(ends).toBe(2);
  unwatch();
  expect(modes).toEqual([true, false]);
});
