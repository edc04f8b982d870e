import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/**
 * Node's options for a process that parses what strangers sent: it may read its own code, and has no other file, no
 * other process and no native code. The network isn't covered: see `forbidNetwork`.
 */
export const confinedArgv: readonly string[] = [
  "--permission",
  `--allow-fs-read=${root}packages/*`,
  `--allow-fs-read=${root}node_modules/*`,
  "--allow-worker",
  "--max-old-space-size=256",
  "--disallow-code-generation-from-strings",
  "--no-warnings",
];
