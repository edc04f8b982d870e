import { randomBytes } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Of the services' operator. */
export const operatorToken = `soak-${randomBytes(24).toString("base64url")}`;

/**
 * The services' settings: no quota that would refuse the load, and an erasure's bytes overwritten soon.
 *
 * @param clockFile see `clock-preload.ts`.
 */
export function serviceSettings(clockFile: string): Record<string, string> {
  const preload = pathToFileURL(path.join(import.meta.dirname, "clock-preload.ts")).href;
  return {
    COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
    COUNTERSIGN_FAILURES_PER_ADDRESS: "999999",
    COUNTERSIGN_QUOTA_EVENTS: "off",
    COUNTERSIGN_QUOTA_SESSIONS: "off",
    COUNTERSIGN_QUOTA_INTERCEPTIONS: "off",
    COUNTERSIGN_FACE_CHECKS: "off",
    COUNTERSIGN_SCRUB_SECONDS: "5",
    NODE_OPTIONS: `--import=${preload}`,
    SOAK_CLOCK_FILE: clockFile,
  };
}
