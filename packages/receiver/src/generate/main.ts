import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "./generated-files.ts";

/** Rewrites `generated/`; run it after a change of the event catalog. */
const folder = path.resolve(import.meta.dirname, "../generated");
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(generatedFiles())) writeFileSync(path.join(folder, name), text);
const format = spawnSync("biome", ["format", "--write", folder], { stdio: "inherit" });
process.exitCode = format.status ?? 1;
