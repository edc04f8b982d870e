import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { licenceProblems, licenceTable, type Sbom } from "./licences.ts";

/**
 * `npm run sbom`: writes what the service consists of at run time to dist/sbom.cdx.json (CycloneDX,
 * from npm's own lock file) and its licences to dist/licences.md. Exits 1 if a package has none, or
 * one that is not known to allow distribution with this project.
 */
const dir = path.resolve(import.meta.dirname, "../dist");
const { status, stdout, stderr } = spawnSync("npm", ["sbom", "--omit=dev", "--sbom-format=cyclonedx"], {
  cwd: path.resolve(import.meta.dirname, ".."),
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);

const sbom: Sbom = JSON.parse(stdout);
mkdirSync(dir, { recursive: true });
writeFileSync(path.join(dir, "sbom.cdx.json"), stdout);
writeFileSync(path.join(dir, "licences.md"), licenceTable(sbom));
const problems = licenceProblems(sbom);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${sbom.components.length} packages: dist/sbom.cdx.json, dist/licences.md\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
