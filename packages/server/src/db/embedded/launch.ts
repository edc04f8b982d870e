import { execFileSync } from "node:child_process";
import type { Account } from "./account.ts";

/** What to spawn so that a program runs as an account. */
export interface Launch {
  command: string;
  args: string[];
  identity: { uid?: number; gid?: number };
}

/** Programs of the embedded Postgres get only this environment, not the service's. */
export const programEnvironment = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" };

/**
 * The program as the account, or as ourselves without one. An account that `entersAll` gets one additional capability,
 * CAP_DAC_READ_SEARCH, through `setpriv`: Postgres can access a DATA_DIR below a directory that only root may enter
 * (/root, a `mktemp -d`), and no permissions have to be changed.
 */
export function launch(account: Account | null, program: string, args: readonly string[]): Launch {
  if (account === null) return { command: program, args: [...args], identity: {} };
  const { uid, gid, entersAll } = account;
  if (!entersAll) return { command: program, args: [...args], identity: { uid, gid } };
  return { command: "setpriv", args: [...grant(account), program, ...args], identity: {} };
}

/** Whether this machine can grant the account that capability: a container may lack it. */
export function canEnterAll(account: Account): boolean {
  try {
    execFileSync("setpriv", [...grant(account), "true"], { stdio: "ignore", env: programEnvironment });
    return true;
  } catch {
    return false;
  }
}

function grant({ uid, gid }: Account): string[] {
  const only = "-all,+dac_read_search";
  return [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    `--bounding-set=${only}`,
    "--",
  ];
}
