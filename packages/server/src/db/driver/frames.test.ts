import fc from "fast-check";
import { expect, test } from "vitest";
import { Frames } from "./frames.ts";

const message = fc
  .tuple(fc.constantFrom("D", "T", "C", "Z"), fc.uint8Array({ maxLength: 40 }))
  .map(([code, body]) => {
    const bytes = Buffer.alloc(5 + body.length);
    bytes.write(code);
    bytes.writeInt32BE(4 + body.length, 1);
    bytes.set(body, 5);
    return bytes;
  });

test("messages come whole and in order, however the socket cuts them", () => {
  fc.assert(
    fc.property(fc.array(message), fc.array(fc.integer({ min: 1, max: 30 })), (messages, cuts) => {
      const came: Buffer[] = [];
      const frames = new Frames((buffer, at) => {
        const length = buffer.readInt32BE(at - 4);
        came.push(buffer.subarray(at - 5, at - 4 + length));
      });
      frames.on("data", (others: Buffer) => came.push(others));
      let rest = Buffer.concat(messages);
      for (const cut of cuts) {
        if (rest.length > 0) frames.push(rest.subarray(0, cut));
        rest = rest.subarray(cut);
      }
      if (rest.length > 0) frames.push(rest);
      expect(Buffer.concat(came)).toEqual(Buffer.concat(messages));
      const rows = came.filter((one) => one[0] === 0x44);
      expect(rows).toEqual(messages.filter((one) => one[0] === 0x44));
    }),
  );
});
