import { type FaceFinder, openFaceFinder } from "@countersign/faces";
import type { FaceLook } from "./face-hint.ts";

/** The first message contains the weights, each other one a picture. */
export type FaceRequest = { weights: ArrayBuffer } | { picture: ImageData };

let find: FaceFinder = () => [];

self.onmessage = ({ data }: MessageEvent<FaceRequest>) => {
  if ("weights" in data) find = openFaceFinder(new Uint8Array(data.weights));
  const faces: FaceLook[] = "picture" in data ? find(data.picture) : [];
  self.postMessage(faces);
};
