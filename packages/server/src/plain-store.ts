import type { Logger } from "pino";
import { hostsOf } from "./db/index.ts";

/** Modes of `sslmode` in which the driver checks the server's certificate. */
const verified = new Set(["verify-full", "verify-ca"]);
const thisMachine = /^(localhost|127(\.\d+){3}|\[::1\]|%2f.*|)$/i;

/**
 * Warns about a connection to Postgres over the network without certificate verification: a man in the middle could
 * read and change what is not sealed, and steal the password. Does not log the address, which holds the password.
 */
export function warnOfPlainStore(databaseUrl: string | null, log: Pick<Logger, "warn">): void {
  const hosts = databaseUrl === null ? [] : hostsOf(databaseUrl).flatMap((host) => URL.parse(host) ?? []);
  const [far] = hosts.filter(
    ({ hostname, searchParams }) => !thisMachine.test(hostname) && !searchParams.get("host")?.startsWith("/"),
  );
  const mode = far?.searchParams.get("sslmode") ?? null;
  if (far === undefined || (mode !== null && verified.has(mode))) return;
  log.warn(
    { sslmode: mode },
    "the connection to Postgres is not protected by TLS with a certificate that is checked: add sslmode=verify-full (and sslrootcert=…) to DATABASE_URL",
  );
}
