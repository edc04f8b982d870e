import { cropOf, type Rectangle } from "./shape.ts";

/** Pixels: what the best cameras of phones deliver. */
const longestSide = 3840;
/** The most that is sent: wire's `maxCaptureBytes`, whose module has schemas in it, which the page does without. */
export const maxPictureBytes = 6 * 1024 * 1024;
/** The first whose file is small enough to be sent. */
const qualities = [0.92, 0.8, 0.6];

/** A picture as JPEG, at most 3840 pixels long, without the camera's metadata; null if it can't be read. */
export async function pictureFromFile(file: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const picture = await draw(bitmap, { x: 0, y: 0, width: bitmap.width, height: bitmap.height });
    bitmap.close();
    return picture;
  } catch {
    return null;
  }
}

/** The part of the camera's current frame that the viewfinder shows, as JPEG; null if there is none yet. */
export function pictureFromVideo(video: HTMLVideoElement, aspect: number): Promise<Blob | null> {
  if (video.videoWidth === 0) return Promise.resolve(null);
  return draw(video, cropOf({ width: video.videoWidth, height: video.videoHeight }, aspect));
}

async function draw(source: CanvasImageSource, { x, y, width, height }: Rectangle): Promise<Blob | null> {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(source, x, y, width, height, 0, 0, canvas.width, canvas.height);
  for (const quality of qualities) {
    const picture = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/jpeg", quality),
    );
    if (picture === null || picture.size <= maxPictureBytes) return picture;
  }
  return null;
}
