import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { type Import, isTest } from "./imports.ts";

/**
 * Packages whose code runs only while the project is built: what they import isn't installed with
 * the service.
 */
const builders = ["packages/docs"];

/**
 * Imports of packages that the importing package doesn't list in its `package.json`: they work for
 * as long as another package happens to bring them. Production code needs `dependencies` or
 * `peerDependencies`; a test may use what the repository's root lists, too.
 */
export function unlistedImports(root: string, imports: readonly Import[]): Import[] {
  const shared = listed(root, ".", "dependencies", "devDependencies");
  const ofPackage = new Map<string, { production: Set<string>; tests: Set<string> }>();
  return imports.filter(({ file, specifier }) => {
    if (specifier.startsWith(".") || isBuiltin(specifier)) return false;
    const folder = file.split("/").slice(0, 2).join("/");
    const known = ofPackage.get(folder) ?? {
      production: listed(
        root,
        folder,
        "dependencies",
        builders.includes(folder) ? "devDependencies" : "peerDependencies",
      ),
      tests: listed(root, folder, "dependencies", "devDependencies"),
    };
    ofPackage.set(folder, known);
    const name = packageOf(specifier);
    return isTest.test(file) ? !known.tests.has(name) && !shared.has(name) : !known.production.has(name);
  });
}

type Kind = "dependencies" | "devDependencies" | "peerDependencies";

function listed(root: string, folder: string, ...kinds: Kind[]): Set<string> {
  const text = readFileSync(path.join(root, folder, "package.json"), "utf8");
  const manifest: Partial<Record<Kind | "name", unknown>> = JSON.parse(text);
  return new Set([String(manifest.name), ...kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}))]);
}

/**
 * `@scope/name/file` and `name/file` are of `@scope/name` and `name`; `name:module` is one that
 * `name` makes.
 */
function packageOf(specifier: string): string {
  return specifier
    .split(/[/:]/)
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
