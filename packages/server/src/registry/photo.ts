import { type ImageProblem, inspectImage } from "../images/index.ts";

/** Bytes of a decoded photo. */
const maxPhotoBytes = 2 * 1024 * 1024;

const problems: Record<ImageProblem, string> = {
  "unknown-type": "is neither a JPEG nor a PNG file; convert the picture to one of them",
  truncated: "is an incomplete picture; encode the whole file",
  corrupt: "is a damaged picture; export it again",
  "too-large": "has more than 16384 pixels on a side; scale it down",
};

/** Decodes a base64 photo. It must be a complete JPEG or PNG within the limit; otherwise returns what is wrong. */
export function decodePhoto(base64: string): { ok: true; photo: Buffer } | { ok: false; problem: string } {
  const photo = Buffer.from(base64, "base64");
  if (photo.length > maxPhotoBytes) return { ok: false, problem: "is larger than 2 MiB; scale it down" };
  const image = inspectImage(photo);
  return image.ok ? { ok: true, photo } : { ok: false, problem: problems[image.problem] };
}
