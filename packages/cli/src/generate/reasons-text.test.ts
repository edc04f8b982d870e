import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { reasonsText } from "./reasons-text.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

test("generated/reasons.ts matches wire's list (npm run generate -w packages/cli updates it)", () => {
  const file = "packages/cli/src/generated/reasons.ts";
  const formatted = spawnSync(
    path.join(root, "node_modules/.bin/biome"),
    ["format", `--stdin-file-path=${file}`],
    { cwd: root, input: reasonsText(), encoding: "utf8" },
  );
  expect(formatted.stdout).toBe(readFileSync(path.join(root, file), "utf8"));
});
