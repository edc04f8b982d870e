import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

/** One file of the built page, as it is sent. */
interface PageFile {
  bytes: Buffer;
  contentType: string;
}

/** The built page: its document, and its assets by file name. Small, so it is held in memory. */
export interface PageFiles {
  document: PageFile;
  assets: ReadonlyMap<string, PageFile>;
}

const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".woff2": "font/woff2",
};

/** Reads the page from where vite built it; null if it was not built. */
export async function readPageFiles(dir: string): Promise<PageFiles | null> {
  try {
    const names = await readdir(join(dir, "assets"));
    const assets = await Promise.all(
      names.map(async (name) => [name, await readPageFile(join(dir, "assets", name))] as const),
    );
    return { document: await readPageFile(join(dir, "index.html")), assets: new Map(assets) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function readPageFile(path: string): Promise<PageFile> {
  const contentType = contentTypes[extname(path)] ?? "application/octet-stream";
  return { bytes: await readFile(path), contentType };
}
