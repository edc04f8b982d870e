import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { weightReader } from "./network/weights.ts";
import { loadModels, modelHash } from "./node.ts";

const models = path.join(import.meta.dirname, "../models");
const files = ["detector.bin", "mesh.bin", "descriptor.bin"];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "faces-"));
  for (const file of files) copyFileSync(path.join(models, file), path.join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("loads the models, whose hash is known", () => {
  expect(loadModels(folder)).toMatchObject({ ok: true });
  expect(modelHash).toMatch(/^[0-9a-f]{64}$/);
});

test("names the file that is missing", () => {
  for (const file of files) {
    rmSync(path.join(folder, file));
    expect(loadModels(folder)).toEqual({ ok: false, problem: "missing", file });
    copyFileSync(path.join(models, file), path.join(folder, file));
  }
});

test("does not load a file that was changed", () => {
  writeFileSync(path.join(folder, "mesh.bin"), Buffer.alloc(100));
  expect(loadModels(folder)).toEqual({ ok: false, problem: "changed", file: "mesh.bin" });
});

test("weights of another shape, of an unknown kind or with something left are refused", () => {
  const floats = (kind: number, count: number, values: number[]) =>
    Buffer.concat([
      Buffer.from(Uint32Array.of(kind, count).buffer),
      Buffer.from(Float32Array.from(values).buffer),
    ]);
  expect([...weightReader(floats(0, 2, [1, -2])).vector(2)]).toEqual([1, -2]);
  expect(() => weightReader(floats(0, 3, [1, 2, 3])).vector(2)).toThrow("do not fit");
  expect(() => weightReader(floats(9, 1, [1])).vector(1)).toThrow("unknown kind");
  expect(() => weightReader(floats(0, 1, [1])).end()).toThrow("another network");
  expect(() => weightReader(floats(0, 9, [1])).vector(9)).toThrow(RangeError);
});

test("halves and bytes are decoded to their numbers", () => {
  const halves = [0, 1, -1, 0.5, 65504, 2 ** -24, -(2 ** -14), 0.333251953125];
  const head = Buffer.from(Uint32Array.of(1, halves.length).buffer);
  const bits = Buffer.from(Uint16Array.of(0, 0x3c00, 0xbc00, 0x3800, 0x7bff, 1, 0x8400, 0x3555).buffer);
  expect([...weightReader(Buffer.concat([head, bits])).vector(halves.length)]).toEqual(halves);
  const bytes = Buffer.concat([
    Buffer.from(Uint32Array.of(2, 3).buffer),
    Buffer.from(Float32Array.of(0.5, -1).buffer),
    Buffer.of(0, 2, 255),
  ]);
  expect([...weightReader(bytes).vector(3)]).toEqual([-1, 0, 126.5]);
});
