import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/**
 * Writes a `.gz` file next to each text file of the site. One file after the other takes 0.5 s of
 * the processor; all of them at once took 2 s, most of it for memory. Brotli would save 10 % of
 * what is sent, and take another 2 s in every `npm ci`.
 */
export function compressSite(site: string): void {
  for (const name of globSync("**/*.{html,css,js,svg}", { cwd: site })) {
    const file = path.join(site, name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 6 }));
  }
}
