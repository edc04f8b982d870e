import type { Logger } from "pino";

/** Modes of `sslmode` in which the driver checks the server's certificate. */
const verified = new Set(["verify-full", "verify-ca"]);
const thisMachine = /^(localhost|127(\.\d+){3}|\[::1\]|%2f.*|)$/i;

/**
 * Warns about a connection to Postgres over the network without certificate verification: a man in the middle could
 * read and change what is not sealed, and steal the password. Does not log the address, which holds the password.
 */
export function warnOfPlainStore(databaseUrl: string | null, log: Pick<Logger, "warn">): void {
  const url = databaseUrl === null ? null : URL.parse(databaseUrl);
  if (url === null || thisMachine.test(url.hostname) || url.searchParams.get("host")?.startsWith("/")) return;
  const mode = url.searchParams.get("sslmode");
  if (mode !== null && verified.has(mode)) return;
  log.warn(
    { sslmode: mode },
    "the connection to Postgres is not protected by TLS with a certificate that is checked: add sslmode=verify-full (and sslrootcert=…) to DATABASE_URL",
  );
}
