import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

/** The encodings that `vite build` writes next to a file, the preferred one first. */
export const pageCodings = [
  { coding: "br", extension: ".br" },
  { coding: "gzip", extension: ".gz" },
] as const;
export type PageCoding = (typeof pageCodings)[number]["coding"];

/** One file of a built page, as it is sent. */
export interface PageFile {
  bytes: Buffer;
  contentType: string;
  /** Its compressed forms; none where compressing it saves nothing. */
  compressed: ReadonlyMap<PageCoding, Buffer>;
}

/** A built page: its document, and its assets by file name. Small, so it is held in memory. */
export interface PageFiles {
  document: PageFile;
  assets: ReadonlyMap<string, PageFile>;
}

const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * Looks for a page until it is found, so that a build made meanwhile needs no restart; then keeps
 * it. The function returns null while the page is not built.
 */
export function pageFilesOf(dir: string): () => Promise<PageFiles | null> {
  let files: PageFiles | null = null;
  return async () => {
    files ??= await readPageFiles(dir);
    return files;
  };
}

/** Reads a page from where vite built it; null if it was not built. */
async function readPageFiles(dir: string): Promise<PageFiles | null> {
  try {
    const there = await readdir(join(dir, "assets"));
    const names = there.filter((name) => !pageCodings.some(({ extension }) => name.endsWith(extension)));
    const assets = await Promise.all(
      names.map(async (name) => [name, await readPageFile(join(dir, "assets", name))] as const),
    );
    return { document: await readPageFile(join(dir, "index.html")), assets: new Map(assets) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Reads a file and its compressed forms. */
export async function readPageFile(path: string): Promise<PageFile> {
  const compressed = new Map<PageCoding, Buffer>();
  for (const { coding, extension } of pageCodings) {
    const bytes = await readIfThere(path + extension);
    if (bytes !== null) compressed.set(coding, bytes);
  }
  const contentType = contentTypes[extname(path)] ?? "application/octet-stream";
  return { bytes: await readFile(path), contentType, compressed };
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
