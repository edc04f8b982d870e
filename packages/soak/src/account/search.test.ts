import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { searcherFor, searchFiles } from "./search.ts";

const secret = { what: "the key", bytes: Buffer.from("0badc0de0badf00d", "hex") };

test("a planted byte string is found wherever it is, also right after a false start of it", () => {
  const searcher = searcherFor([secret, { what: "other", bytes: Buffer.from("other") }]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 50 }), (before, after) => {
      const haystack = Buffer.concat([before, secret.bytes.subarray(0, 5), secret.bytes, after]);
      expect(searcher.in(haystack)).toContain("the key");
    }),
  );
});

test("a byte string that is cut off is not found", () => {
  const searcher = searcherFor([secret]);
  for (let length = 0; length < secret.bytes.length; length++)
    expect(searcher.in(secret.bytes.subarray(0, length))).toEqual(new Set());
});

test("what is too short to mean anything is refused", () => {
  expect(() => searcherFor([{ what: "nothing", bytes: Buffer.alloc(3) }])).toThrow("nothing is too short");
});

test("a leak in a file is told with its file; a file that has vanished has none", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "soak-search-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [clean, leaking] = [path.join(directory, "a"), path.join(directory, "b")];
  writeFileSync(clean, "nothing");
  writeFileSync(leaking, Buffer.concat([Buffer.from("row "), secret.bytes]));
  expect(searchFiles([clean, leaking, path.join(directory, "gone")], [secret])).toEqual([
    `the key in ${leaking}`,
  ]);
});
