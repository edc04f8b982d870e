import { readdir } from "node:fs/promises";
import path from "node:path";
import { isMissing, type PageFile, pageCodings, readPageFile } from "../pages/page-files.ts";

/** What is at a path of the site: the file, or the page that says that there is none. */
export interface Found {
  exists: boolean;
  file: PageFile;
}

/**
 * Reads the files of a built site by their paths: `guides/webhooks` is the file `guides/webhooks/index.html`. Looks for
 * the site until it is found, so that a build made meanwhile needs no restart. Only names that were found then are
 * read, and they are read for each request: the site has some 50 MB. The function returns null while it is not built.
 */
export function siteFilesOf(dir: string): (wanted: string) => Promise<Found | null> {
  let names: ReadonlyMap<string, string> | null = null;
  return async (wanted) => {
    names ??= await namesIn(dir);
    const name = names?.get(wanted.replace(/\/$/, ""));
    const served = name ?? names?.get("404.html");
    if (served === undefined) return null;
    return { exists: name !== undefined, file: await readPageFile(path.join(dir, served)) };
  };
}

/** Files by the path that they are served at; null if nothing was built. */
async function namesIn(dir: string): Promise<ReadonlyMap<string, string> | null> {
  try {
    const entries = await readdir(dir, { recursive: true });
    const files = entries
      .map((name) => name.replaceAll(path.sep, "/"))
      .filter(
        (name) => /\.\w+$/.test(name) && !pageCodings.some(({ extension }) => name.endsWith(extension)),
      );
    return new Map(files.map((name) => [name.replace(/(^|\/)index\.html$/, ""), name]));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
