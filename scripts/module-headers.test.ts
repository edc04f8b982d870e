import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

test.each(globSync("packages/server/src/*/index.ts", { cwd: root }))(
  "%s begins with what the module owns, its promise and an example, in 4 to 16 lines",
  (file) => {
    const [, header = ""] =
      /^\/\*\*\n((?: \*.*\n)+) \*\/\n/.exec(readFileSync(path.join(root, file), "utf8")) ?? [];
    const lines = header.split("\n").slice(0, -1);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.length).toBeLessThanOrEqual(16);
    expect(lines.some((line) => line.startsWith(" *     "))).toBe(true);
  },
);
