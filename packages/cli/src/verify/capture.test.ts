import fc from "fast-check";
import { expect, test } from "vitest";
import { captureIn } from "./capture.ts";

test("the body is kept byte by byte, whatever it holds", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom("\n", "\r\n"), (bytes, end) => {
      const head = ["POST /webhooks HTTP/1.1", "Webhook-Id: evt_1", "x-other:  two words "].join(end);
      const message = Buffer.concat([Buffer.from(`${head}${end}${end}`), bytes]);
      const { headers, body } = captureIn(message);
      expect(headers).toEqual({ "webhook-id": "evt_1", "x-other": "two words" });
      expect([...body]).toEqual([...bytes]);
    }),
  );
});

test("a request line can be left out; another line is refused with what is expected", () => {
  expect(captureIn(Buffer.from("webhook-id: a\n\n{}")).headers).toEqual({ "webhook-id": "a" });
  expect(() => captureIn(Buffer.from("{}"))).toThrow("No empty line");
  expect(() => captureIn(Buffer.from("nonsense\n\n{}"))).toThrow("This is not a header: nonsense");
});
