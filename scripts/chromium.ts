import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const fixedPlaces = [
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium or Chrome on this machine, or null. */
export function findChromium(searchPath: string): string | null {
  const places = searchPath.split(path.delimiter).flatMap((dir) => names.map((name) => path.join(dir, name)));
  return [...places, ...fixedPlaces].find(isExecutable) ?? null;
}

/**
 * Chromium's path; installs Debian's package where it is missing and this user may (root, or sudo without
 * a password).
 *
 * @throws Error saying what to install, if there is none and it can't be installed.
 */
export function ensureChromium(searchPath: string): string {
  const present = findChromium(searchPath);
  if (present !== null) return present;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  process.stdout.write("The browser tests need Chromium: installing Debian's package\n");
  for (const step of [
    ["apt-get", "update", "-q"],
    ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
  ]) {
    const [command = "", ...args] = [...asRoot, ...step];
    const run = spawnSync(command, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { PATH: searchPath, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (run.status !== 0) break;
  }
  const installed = findChromium(searchPath);
  if (installed === null) {
    throw new Error(
      "The browser tests need Chromium or Chrome, and it could not be installed here. Install it (Debian: apt-get install chromium) and run the tests again.",
    );
  }
  return installed;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
