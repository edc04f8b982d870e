import { maxCaptureBytes } from "@countersign/wire/browser";
import { expect, test } from "vitest";
import { maxPictureBytes } from "./still.ts";

test("what the page sends is what the service takes", () => {
  expect(maxPictureBytes).toBe(maxCaptureBytes);
});
