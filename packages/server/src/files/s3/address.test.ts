import { expect, test } from "vitest";
import { objectUrl } from "./address.ts";

const given = { bucket: "files", prefix: "countersign/" };

test.each([
  ["path", "https://s3.example.com", "https://s3.example.com/files/countersign/ab"],
  ["path", "http://127.0.0.1:9000/storage", "http://127.0.0.1:9000/storage/files/countersign/ab"],
  ["host", "https://s3.example.com:8443", "https://files.s3.example.com:8443/countersign/ab"],
] as const)("style %s at %s", (style, endpoint, url) => {
  expect(objectUrl({ ...given, style, endpoint }, "ab").href).toBe(url);
});
