import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];

/** What prevents namespaces from being made here, for people; null if nothing does. */
export function whyNotIsolated(): string | null {
  if (process.platform !== "linux") return "npm run partition needs Linux: it makes network namespaces.";
  if (process.getuid?.() !== 0)
    return "npm run partition needs root: it makes network namespaces. Try: sudo npm run partition";
  const tried = spawnSync("unshare", [...namespaces, "true"], { encoding: "utf8" });
  if (tried.status === 0) return null;
  return `npm run partition needs network namespaces, which can't be made here (in a container: --privileged): ${tried.stderr || tried.error}`;
}

/**
 * Runs a script of ours in namespaces of processes, networks and mounts of its own, and takes over
 * its exit code. Nothing of it is seen outside, and when it ends, however that happens, the kernel
 * ends all its processes and removes its networks. Its files are kept if it fails.
 */
export async function runIsolated(script: string, args: readonly string[]): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-partition-"));
  chmodSync(directory, 0o711);
  // The first process of a namespace of processes inherits all orphans, and a shell collects them once they end:
  // Patroni takes a dead Postgres that nobody has collected for a running one.
  const shell = ["sh", "-c", '"$@"; exit $?', "sh"];
  const inside = [...shell, process.execPath, script, "--inside-of", directory, ...args];
  const child = spawn("unshare", [...namespaces, ...inside], { stdio: ["pipe", "inherit", "inherit"] });
  // The first process of a namespace of processes takes the others with it.
  const end = () => void child.kill("SIGKILL");
  process.once("SIGINT", end).once("SIGTERM", end).once("SIGHUP", end);
  const [code] = await once(child, "exit");
  process.exitCode = code ?? 130;
  if (code === 1) process.stdout.write(`The logs of all programs are in ${directory}\n`);
  else rmSync(directory, { recursive: true, force: true });
}

/** Ends this process with the one that started it, even if that is killed. */
export function stayWithParent(): void {
  process.stdin.on("end", () => process.exit(130)).resume();
}
