import fc from "fast-check";
import { expect, test } from "vitest";
import { serverEvents } from "./server-events.ts";

const text = [
  ": welcome\n\n",
  'id: 7\nevent: delivery\ndata: {"a":1}\n\n',
  "data: two\ndata: lines\n\n",
  "id: 9\n\n",
].join("");

test("events have their name, data and id; comments are none", () => {
  expect(serverEvents()(text)).toEqual([
    { event: "delivery", data: '{"a":1}', id: "7" },
    { event: "message", data: "two\nlines", id: "" },
    { event: "message", data: "", id: "9" },
  ]);
});

test("it doesn't matter where the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const at = [0, ...cuts.toSorted((one, other) => one - other), text.length];
      const read = serverEvents();
      const events = at.slice(1).flatMap((end, piece) => read(text.slice(at[piece], end)));
      expect(events).toEqual(serverEvents()(text));
    }),
  );
});
