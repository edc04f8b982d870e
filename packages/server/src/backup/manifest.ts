import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "./durable-files.ts";
import { segmentName } from "./segments.ts";

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Of the directory, and of the backup for commands. */
  name: z.string(),
  /** By the store's clock. */
  startedAt: z.iso.datetime(),
  /** The store can be restored to this time and to later ones. */
  finishedAt: z.iso.datetime(),
  postgres: z.string(),
  segmentBytes: z.number().int(),
  /** The log is needed from this segment on, and the files are consistent once it was replayed to the last one. */
  firstSegment: z.string().regex(segmentName),
  lastSegment: z.string().regex(segmentName),
  /** Relative to `files/`. */
  directories: z.array(z.string()),
  files: z.array(
    z.strictObject({ path: z.string(), bytes: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** What a base backup consists of. It is written last: a backup with a manifest is complete. */
export type Manifest = z.infer<typeof manifestSchema>;

const fileName = "manifest.json";

/** Writes the manifest, and the hash of it. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await writeDurably(join(directory, `${fileName}.sha256`), `${hashOf(text)}  ${fileName}\n`);
  await writeDurably(join(directory, fileName), text);
}

/** Reads it. Throws if it was changed. */
export async function readManifest(directory: string): Promise<Manifest> {
  const text = await readFile(join(directory, fileName), "utf8");
  const [expected] = (await readFile(join(directory, `${fileName}.sha256`), "utf8")).split(" ");
  const damaged = `${join(directory, fileName)} is damaged: use another backup`;
  if (hashOf(text) !== expected) throw new Error(damaged);
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${join(directory, fileName)} was written by another version`);
  return parsed.data;
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
