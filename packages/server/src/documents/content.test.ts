import { expect, test } from "vitest";
import { greyPng } from "../images/testing/images.ts";
import { judgeContent } from "./content.ts";
import { pdfForTest } from "./testing/documents.ts";

const png = greyPng(4);
const limit = 100_000;

test.each([
  ["a PDF file", pdfForTest(), { ok: true, type: "application/pdf" }],
  ["a PNG file", png, { ok: true, type: "image/png" }],
  ["nothing", Buffer.alloc(0), { ok: false, problem: "empty" }],
  ["half a picture", png.subarray(0, -6), { ok: false, problem: "damaged" }],
  ["half a PDF file", pdfForTest().subarray(0, 60), { ok: false, problem: "damaged" }],
  ["a program", Buffer.from("MZ\u0090\u0000\u0003"), { ok: false, problem: "type" }],
  ["a page", Buffer.from("<!doctype html><script>alert(1)</script>"), { ok: false, problem: "type" }],
  ["a ZIP file", Buffer.from("PK\u0003\u0004"), { ok: false, problem: "type" }],
  ["too much", Buffer.alloc(limit + 1), { ok: false, problem: "too-large" }],
])("%s is judged by its content", (_what, bytes, judgement) => {
  expect(judgeContent(bytes, limit)).toEqual(judgement);
});

test("a file of exactly the maximum size is accepted", () => {
  expect(judgeContent(png, png.length)).toEqual({ ok: true, type: "image/png" });
  expect(judgeContent(png, png.length - 1)).toEqual({ ok: false, problem: "too-large" });
});
