import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/**
 * `npm run build`, and the end of `npm ci`: the two pages and the documentation, at the same time. The documentation takes
 * longest and uses little more than one core, so the pages cost no further time where there are two.
 */
const root = path.resolve(import.meta.dirname, "..");
const vite = path.join(root, "node_modules/vite/bin/vite.js");
const builds = [
  ["packages/docs/src/build/main.ts"],
  [vite, "build", "packages/applicant", "--logLevel", "warn"],
  [vite, "build", "packages/console", "--logLevel", "warn"],
];

const exits = await Promise.all(
  builds.map(async (args) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    const [code] = await once(child, "exit");
    return code;
  }),
);
process.exitCode = exits.every((code) => code === 0) ? 0 : 1;
