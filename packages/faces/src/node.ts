/**
 * The models of `@countersign/faces` from its folder `models`, in Node.
 *
 *     import { loadModels } from "@countersign/faces/node";
 *     const loaded = loadModels();
 *     if (loaded.ok) detectFaces(loaded.models, picture);
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type FaceModels, type ModelFiles, openModels } from "./models/face-models.ts";
import { modelHashes } from "./models/hashes.ts";

/** SHA-256 over those of the three files, in hex: the same models see the same. */
export const modelHash = sha256(Buffer.from(Object.values(modelHashes).join("")));

/** The models, or the file that is missing or is not the one that belongs to this version. */
export type LoadedModels =
  | { ok: true; models: FaceModels }
  | { ok: false; problem: "missing" | "changed"; file: string };

const ownFolder = fileURLToPath(new URL("../models", import.meta.url));

/**
 * Reads, verifies and unpacks the three files: some 0.1 s, and 70 MB of memory while the models are kept. Never throws
 * because of the files.
 */
export function loadModels(folder: string = ownFolder): LoadedModels {
  const files: Partial<Record<keyof ModelFiles, Uint8Array>> = {};
  for (const name of ["detector", "mesh", "descriptor"] as const) {
    const file = `${name}.bin`;
    const bytes = readIfThere(path.join(folder, file));
    if (bytes === null) return { ok: false, problem: "missing", file };
    if (sha256(bytes) !== modelHashes[name]) return { ok: false, problem: "changed", file };
    files[name] = bytes;
  }
  return { ok: true, models: openModels(files as ModelFiles) };
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
