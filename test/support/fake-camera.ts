import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** Frames: a still picture, which Chromium shows in a loop. */
const frames = 4;

/**
 * A video for Chromium's fake camera: a grey picture, as high as the frame, in its middle. Removed
 * after the file's tests.
 */
export function videoForTest(
  picture: { width: number; height: number; data: Uint8Array },
  { width, height }: { width: number; height: number },
): string {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-video-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const luma = Buffer.alloc(width * height, 90);
  const scale = picture.height / height;
  const left = Math.round((width - picture.width / scale) / 2);
  for (let y = 0; y < height; y++)
    for (let x = Math.max(0, left); x < width; x++) {
      const [fromX, fromY] = [Math.floor((x - left) * scale), Math.floor(y * scale)];
      if (fromX >= picture.width) break;
      luma[y * width + x] = picture.data[fromY * picture.width + fromX] ?? 0;
    }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
  const file = path.join(folder, "camera.y4m");
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([header, ...Array.from({ length: frames }, () => frame)]));
  return file;
}
