import type { Clock, Random } from "@countersign/wire";
import { sql } from "kysely";
import type { Logger } from "pino";
import { audit } from "./access/index.ts";
import type { Db } from "./db/index.ts";
import { scrubTables } from "./erasure/index.ts";
import {
  countWrapped,
  type Keyring,
  rewrapSome,
  systemScope,
  verifyRewrapped,
  type Wrapped,
} from "./sealing/index.ts";

export interface RotationDeps {
  /** Its statements may take a while. */
  db: Db;
  /** Opened, with the new key as the current one and the old one as the previous. */
  keyring: Keyring;
  clock: Clock;
  random: Random;
  /** Whether the write-ahead log is the service's own: the embedded Postgres. */
  ownsDatabase: boolean;
  /** Says how far it has come, a line at a time. */
  tell: (line: string) => void;
  /** How long to wait, at the end, for other sessions that still see the old rows. */
  patienceMs: number;
}

const batch = 100;
/** Tables that hold keyed hashes of requests, made by versions before the service's own scope. */
const requestTables = [
  "operation_users",
  "operation_delivery_services",
  "operation_orders",
  "operation_subscriptions",
] as const;

/**
 * Wraps all keys by the new master key, in small transactions while the service runs, until the previous one opens nothing
 * in the database any more. Killed at any moment it goes on from there when it is called again.
 */
export async function rotateMasterKey(deps: RotationDeps): Promise<void> {
  const { db, keyring, tell } = deps;
  const began = await countWrapped(db, keyring);
  const all = began.current + began.previous + began.other;
  tell(
    `keys of projects, the registry and the service: ${began.current} of ${all} are wrapped by the new key`,
  );
  for (let done = began.current; ; ) {
    const count = await rewrapSome(db, keyring, batch);
    if (count === 0) break;
    done += count;
    tell(`keys: ${done} of ${Math.max(done, all)} are wrapped by the new key`);
  }
  const changed = await forgetFormerRequests(db, tell);
  const verified = await verifyRewrapped(db, keyring);
  tell(`verified: ${verified} of ${verified} keys open with the new key`);

  tell("overwriting what the old key wrapped in the database's files");
  const tables = ["key_scopes", "registry_sources", ...changed];
  const { ownsDatabase, patienceMs } = deps;
  const scrubbed = await scrubTables({ db, tables, ownsDatabase, patienceMs });
  if (!scrubbed)
    tell(
      `other transactions still see the old rows: run VACUUM FULL on ${tables.join(", ")} in the schema countersign later`,
    );
  await audit(deps, db, {
    actor: { kind: "system", id: "rotate-master-key" },
    action: "master_key.rotate",
    details: { keys: verified, rewrapped: verified - Math.min(began.current, verified), scrubbed },
  });
}

/** What a service that starts with both keys logs. */
export function logRotation({ current, previous }: Wrapped, log: Logger): void {
  if (previous > 0)
    log.warn(
      { current, previous },
      "keys are still wrapped by the previous master key: run `npm run rotate-master-key`",
    );
  else
    log.warn(
      "no key is wrapped by the previous master key: let `npm run rotate-master-key` end, then start without COUNTERSIGN_PREVIOUS_MASTER_KEY",
    );
}

/**
 * Removes keyed hashes of requests that were made under the old key itself, which can't be
 * recomputed: anybody who has that key could try values on them. Resolves to the tables that had
 * any.
 */
async function forgetFormerRequests(db: Db, tell: RotationDeps["tell"]): Promise<string[]> {
  const changed: string[] = [];
  for (const table of requestTables) {
    let forgotten = 0;
    for (let count = batch; count === batch; forgotten += count) {
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set request_mac = '' where id in (
          select id from ${sql.table(table)} where octet_length(request_mac) > 0
            and created_at < (select created_at from key_scopes where id = ${systemScope})
          limit ${batch}
        )
      `.execute(db);
      count = Number(numAffectedRows ?? 0n);
    }
    if (forgotten === 0) continue;
    tell(`${table}: ${forgotten} hashes of requests from before this version are removed`);
    changed.push(table);
  }
  return changed;
}
