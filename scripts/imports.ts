import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** One import or re-export, of values or of types alone. */
export interface Import {
  /** The importing file, relative to the repository, with `/`. */
  file: string;
  specifier: string;
}

/** Tests and what only they use. */
export const isTest = /(\.test\.tsx?|\/testing\/.*)$/;

const specifiers =
  /^\s*(?:import|export)\b[^;"']*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** Everything that the packages' files import. */
export function importsOf(root: string): Import[] {
  return globSync("packages/*/src/**/*.{ts,tsx}", { cwd: root }).flatMap((name) => {
    const file = name.split(path.sep).join("/");
    const text = readFileSync(path.join(root, name), "utf8");
    return [...text.matchAll(specifiers)].map((match) => ({
      file,
      specifier: match[1] ?? match[2] ?? match[3] ?? "",
    }));
  });
}

/** The file that a relative specifier refers to; null for a package. */
export function targetOf({ file, specifier }: Import): string | null {
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : null;
}
