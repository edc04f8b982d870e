import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPicture } from "./node.ts";
import type { Grey } from "./picture/plane.ts";
import { syntheticDocument } from "./synthetic/synthetic-document.ts";

const { picture, lines } = syntheticDocument(12, "good", 800);
const png = pngOf(picture, picture.width, picture.height);
// A gradient of 8 x 6 pixels.
const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAZEAEAAgMAAAAAAAAAAAAAAAAAAgQFITH/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AvFVI64AD/9k=",
  "base64",
);

test("reads a picture file", async () => {
  const reading = await readPicture(png, { timeLimitMs: 60_000 });
  expect(reading).toMatchObject({ trusted: true, lines, picture: { width: 800, height: 600 } });
});

test("decodes a JPEG that contains no zone", async () => {
  expect(await readPicture(jpeg)).toMatchObject({ found: false, picture: { width: 8, height: 6 } });
});

test("files other than JPEG and PNG are not decoded", async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("GIF89a"), Buffer.from("<svg/>"), png.subarray(0, 20)])
    expect(await readPicture(bytes)).toMatchObject({ found: false, problem: "unknown-type" });
});

test("files and pictures over the limits are not decoded", async () => {
  const huge = pngOf({ width: 1, height: 1, data: new Uint8Array(1) }, 100_000, 100_000);
  expect(await readPicture(huge)).toMatchObject({ problem: "too-large" });
  expect(await readPicture(png, { maxBytes: 1000 })).toMatchObject({ problem: "too-large" });
  expect(await readPicture(png, { maxPixels: 1000 })).toMatchObject({ problem: "too-large" });
});

test("data that inflates to more than the dimensions allow is corrupt or ignored, never kept", async () => {
  const bomb = pngOf({ width: 0, height: 0, data: new Uint8Array(50_000_000) }, 10, 10);
  const before = process.memoryUsage().arrayBuffers;
  expect((await readPicture(bomb)).found).toBe(false);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
});

test("changed and shortened files never reject", async () => {
  const small = pngOf({ width: 9, height: 7, data: new Uint8Array(63).fill(90) }, 9, 7);
  const change = fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 255 }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(jpeg, small),
      fc.array(change, { maxLength: 6 }),
      fc.integer({ min: 20, max: 700 }),
      async (whole, changes, length) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const [at, to] of changes) if (at < bytes.length) bytes[at] = to;
        const reading = await readPicture(bytes, { maxPixels: 1_000_000, timeLimitMs: 50 });
        expect(reading.trusted).toBe(false);
      },
    ),
    { numRuns: 100 },
  );
});

/** A grey PNG whose header has these dimensions. */
function pngOf({ width, height, data }: Grey, announcedWidth: number, announcedHeight: number): Buffer {
  const rows = Buffer.alloc(height === 0 ? data.length : (width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(announcedWidth, 0);
  header.writeUInt32BE(announcedHeight, 4);
  header[8] = 8;
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
