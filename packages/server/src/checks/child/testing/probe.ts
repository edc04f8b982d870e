import "../no-network.ts";

/**
 * Tries what the process that looks at pictures must not be able to do, and reports what it could
 * do.
 */
const attempts: Record<string, () => Promise<unknown>> = {
  "read a file": async () => (await import("node:fs/promises")).readFile("/etc/hostname"),
  "write a file": async () => (await import("node:fs/promises")).writeFile("/tmp/countersign-probe", ""),
  "start a process": async () => (await import("node:child_process")).execFileSync("true"),
  "import node:net": () => import("node:net"),
  "import node:https": () => import("node:https"),
  "get node:net": async () => {
    if (process.getBuiltinModule("node:net") === undefined) throw new Error("undefined");
  },
  fetch: async () => fetch("http://127.0.0.1:9/"),
  "generate code": async () => new Function("return 1")(),
};

const could: string[] = [];
for (const [name, attempt] of Object.entries(attempts)) {
  await attempt().then(
    () => could.push(name),
    () => undefined,
  );
}
// biome-ignore lint/style/noProcessEnv: whether there is any is what is tried
process.send?.({ could, environment: Object.keys(process.env) });
