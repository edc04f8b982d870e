const longestSide = 1600;

/** A picture as JPEG, at most 1600 pixels long, without the camera's metadata; null if it can't be read. */
export async function pictureFromFile(file: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const picture = await draw(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
    return picture;
  } catch {
    return null;
  }
}

/** The camera's current frame as JPEG; null if there is none yet. */
export function pictureFromVideo(video: HTMLVideoElement): Promise<Blob | null> {
  if (video.videoWidth === 0) return Promise.resolve(null);
  return draw(video, video.videoWidth, video.videoHeight);
}

function draw(source: CanvasImageSource, width: number, height: number): Promise<Blob | null> {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
}
