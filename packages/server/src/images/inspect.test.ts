import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../testing/cpu-time.ts";
import { inspectImage } from "./index.ts";

// Gradients of 8 x 6 pixels, as a browser's canvas encodes them.
const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAZEAEAAgMAAAAAAAAAAAAAAAAAAgQFITH/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AvFVI64AD/9k=",
  "base64",
);
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAYAAAD+Bd/7AAAAWElEQVR4AXyMWw1AIQxDCQJ4qMADJiZiJiZiJqa0NyXZFzd8NN2a9tQ5J9Za2HtDRKCqMDO4OyICdYxRWmuF3nu/vP6FLOfoEF6li8AlBxRJp8AnxZB3+gcAAP//3vKC6AAAAAZJREFUAwC/PxePpMCNKAAAAABJRU5ErkJggg==",
  "base64",
);
const kinds = [
  { name: "JPEG", whole: jpeg, type: "image/jpeg" },
  { name: "PNG", whole: png, type: "image/png" },
] as const;

function altered(whole: Buffer, changes: [at: number, to: number][]): Buffer {
  const bytes = Buffer.from(whole);
  for (const [at, to] of changes) bytes[at] = to;
  return bytes;
}

describe.each(kinds)("a $name", ({ whole, type }) => {
  test("is recognised with its dimensions", () => {
    expect(inspectImage(whole)).toEqual({ ok: true, type, width: 8, height: 6 });
  });

  test("is found inside a larger buffer", () => {
    const padded = Buffer.concat([Buffer.alloc(7), whole]);
    expect(inspectImage(padded.subarray(7))).toEqual({ ok: true, type, width: 8, height: 6 });
  });

  test("cut anywhere is refused", () => {
    for (let length = 0; length < whole.length; length++) {
      expect(inspectImage(whole.subarray(0, length)), `${length} bytes`).toMatchObject({ ok: false });
    }
  });

  test("with any bytes changed never throws", () => {
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        expect(typeof inspectImage(altered(whole, changes)).ok).toBe("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});

test("random bytes are not a picture, with and without a picture's first bytes", () => {
  const head = fc.constantFrom(
    Buffer.alloc(0),
    jpeg.subarray(0, 3),
    jpeg.subarray(0, 20),
    png.subarray(0, 8),
    png.subarray(0, 33),
  );
  fc.assert(
    fc.property(head, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
      expect(inspectImage(Buffer.concat([start, rest])).ok).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test("every change to a PNG's chunks is caught by their checksums", () => {
  fc.assert(
    fc.property(fc.nat({ max: png.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, difference) => {
      const changed = altered(png, [[at, (png[at] ?? 0) ^ difference]]);
      expect(inspectImage(changed).ok).toBe(false);
    }),
  );
});

test("text, other formats and emptiness are of unknown type", () => {
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from("GIF89a"),
    Buffer.from("<svg/>"),
    Buffer.from("not a picture"),
  ]) {
    expect(inspectImage(bytes)).toEqual({ ok: false, problem: "unknown-type" });
  }
});

test("a PNG with anything after its end is refused, a JPEG is not: phones append previews", () => {
  const more = Buffer.from("more");
  expect(inspectImage(Buffer.concat([png, more]))).toEqual({ ok: false, problem: "corrupt" });
  expect(inspectImage(Buffer.concat([jpeg, more])).ok).toBe(true);
});

test("a JPEG of absurd dimensions is refused", () => {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  expect(inspectImage(altered(jpeg, [[frame + 5, 0xff]]))).toEqual({ ok: false, problem: "too-large" });
});

test("a large scan is walked in linear time", () => {
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda])) + 14;
  const data = Buffer.alloc(4_000_000, Buffer.from([0xff, 0x00]));
  const large = Buffer.concat([jpeg.subarray(0, scan), data, jpeg.subarray(-2)]);
  const before = cpuTimeMs();
  expect(inspectImage(large).ok).toBe(true);
  expect(cpuTimeMs() - before).toBeLessThan(2_000);
});

test("a PNG of an absurd number of chunks is refused", () => {
  const comment = Buffer.from("000000007445587400000000", "hex");
  comment.writeUInt32BE(crc32(comment.subarray(4, 8)), 8);
  const end = png.length - 12;
  const withComments = (count: number) =>
    Buffer.concat([png.subarray(0, end), ...Array<Buffer>(count).fill(comment), png.subarray(end)]);
  expect(inspectImage(withComments(1000)).ok).toBe(true);
  expect(inspectImage(withComments(500_000))).toEqual({ ok: false, problem: "corrupt" });
});
