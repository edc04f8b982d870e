import { isIP } from "node:net";
import type { Logger } from "pino";
import { parseAllowList } from "./outbound/index.ts";

/**
 * Warns about networks that every call of every project may reach. That is suitable for tests on one machine; a public
 * service should limit each network to a purpose and project.
 */
export function warnOfOpenNetworks(
  { outboundAllow, publicUrl }: { outboundAllow: readonly string[]; publicUrl: string },
  log: Pick<Logger, "warn">,
): void {
  const open = parseAllowList(outboundAllow).filter(
    ({ purpose, projectId }) => purpose === null && projectId === null,
  );
  if (open.length === 0 || isLoopback(new URL(publicUrl).hostname)) return;
  log.warn(
    { networks: open.map(({ text }) => text) },
    "COUNTERSIGN_OUTBOUND_ALLOW exempts networks for all calls of all projects: give each a scope, such as gateway@10.1.0.0/16",
  );
}

function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "[::1]") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}
