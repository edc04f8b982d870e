import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CliError } from "../cli-error.ts";
import { noProfiles, type Profile, type Profiles } from "./profile.ts";

export function configFile(folder: string): string {
  return path.join(folder, "config.json");
}

/**
 * Reads the profiles.
 *
 * @throws CliError if the file is not as this program writes it.
 */
export function readProfiles(folder: string): Profiles {
  const file = configFile(folder);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return noProfiles;
    throw error;
  }
  try {
    const read = JSON.parse(text);
    if (isProfiles(read)) return read;
  } catch {
    // Told below.
  }
  throw new CliError(
    `${file} is not a configuration of this program.`,
    "Remove it and run countersign login.",
  );
}

/** Writes the profiles so that nobody else can read them; a reader sees the old file or the new one. */
export function writeProfiles(folder: string, profiles: Profiles): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = configFile(folder);
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}

/** Whether others may read the file that holds tokens. Windows has no such modes. */
export function isOpenToOthers(folder: string): boolean {
  if (process.platform === "win32") return false;
  const status = statSync(configFile(folder), { throwIfNoEntry: false });
  return status !== undefined && (status.mode & 0o077) !== 0;
}

function isProfiles(value: unknown): value is Profiles {
  if (typeof value !== "object" || value === null || !("profiles" in value)) return false;
  const { profiles } = value;
  if (typeof profiles !== "object" || profiles === null) return false;
  return Object.values(profiles).every(
    (each: Partial<Profile> | null) => typeof each?.url === "string" && typeof each.token === "string",
  );
}
