import { spawnSync } from "node:child_process";
import { mkdirSync, statfsSync } from "node:fs";

/** A file system of its own for one store, which can run out of room. */
export interface Volume {
  readonly path: string;
  /** Leaves no room. */
  fill(): void;
  /** Gives the room back. */
  empty(): void;
  close(): void;
}

/**
 * Mounts a tmpfs of that many megabytes at a new directory; null where this process may not, which is what only root may.
 */
export function mountVolume(directory: string, megabytes: number): Volume | null {
  mkdirSync(directory, { recursive: true });
  const mount = (...options: string[]) =>
    spawnSync("mount", ["-t", "tmpfs", "-o", options.join(","), "soak", directory]).status === 0;
  if (!mount(`size=${megabytes}m`, "mode=711")) return null;
  return {
    path: directory,
    fill() {
      // As small as what it holds: the next block that anybody writes is refused with ENOSPC.
      const { blocks, bfree, bsize } = statfsSync(directory);
      mount("remount", `size=${(blocks - bfree) * bsize}`);
    },
    empty: () => void mount("remount", `size=${megabytes}m`),
    close: () => void spawnSync("umount", ["-l", directory]),
  };
}
