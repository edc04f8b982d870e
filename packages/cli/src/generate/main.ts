import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startService } from "@countersign/server/spawn";
import { clientText } from "./client-text.ts";
import { reasonsText } from "./reasons-text.ts";
import { usedOperations } from "./used-operations.ts";

/** Rewrites `generated/` from the OpenAPI document of a service of this checkout, and from wire's reasons. */
const folder = path.resolve(import.meta.dirname, "../generated");
const directory = mkdtempSync(path.join(tmpdir(), "countersign-generate-"));
try {
  const environment = { DATA_DIR: path.join(directory, "data"), PORT: "0" };
  const service = await startService(environment, path.join(directory, "log"));
  try {
    const document = await (await fetch(`${service.url}/openapi/manage.json`)).json();
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "operations.ts"), clientText(document, usedOperations));
    writeFileSync(path.join(folder, "reasons.ts"), reasonsText());
  } finally {
    await service.stop();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const format = spawnSync("biome", ["format", "--write", folder], { stdio: "inherit" });
process.exitCode = format.status ?? 1;
