import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";
import { type AuditEntry, audit, type BearerActor } from "../../access/index.ts";
import type { Db } from "../../db/index.ts";
import { addressKey } from "./address.ts";
import { createTally, type Tally } from "./tally.ts";

export type Surface = "manage" | "check" | "love-and-pay" | "treezor" | "operations" | "applicant";

/**
 * Failed authentications, by address. An address (IPv6: its /64) may fail a number of times per minute;
 * beyond that its failures get 429, and credentials that were not valid within the last hour are
 * looked up only a few times per second, so that guesses can't keep the store busy. Credentials that
 * were valid are accepted whatever other callers at that address do.
 */
export interface Failures {
  /** Before a look-up of credentials: null, or the seconds after which to retry. */
  wait(address: string, credentials: string): number | null;
  /** They were wrong: null, or the seconds after which to retry. */
  failed(address: string, surface: Surface): number | null;
  /** They were valid. */
  succeeded(address: string, credentials: string): void;
  /** They were valid, but of a kind that may not do this. */
  denied(actor: BearerActor, surface: Surface, route: string): void;
  /** Writes the pending counts. */
  flush(): Promise<void>;
}

interface Deps {
  db: Db;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  log: Logger;
  metrics: Registry;
  /** Failures per address and minute that get the usual error. */
  perAddress: number;
}

const minuteMs = 60_000;
const goodForMs = 60 * minuteMs;
const triesPerSecond = 10;
/** Maximum number of remembered addresses and credentials; having more of them gains nothing. */
const remembered = 50_000;

interface Address {
  failures: number;
  /** Look-ups in the current second, once the address has failed too often. */
  second: number;
  tries: number;
}

export function createFailures(deps: Deps): Failures {
  const { clock, perAddress } = deps;
  const counter = new Counter({
    name: "countersign_authentication_failures_total",
    help: "Credentials that were missing or wrong",
    labelNames: ["surface"] as const,
    registers: [deps.metrics],
  });
  const write = (entry: AuditEntry) => audit(deps, deps.db, entry);
  const tally: Tally = createTally(clock, (entry) =>
    write(entry).catch((err: unknown) => deps.log.error({ err }, "a failed authentication was not audited")),
  );
  const good = new Map<string, number>();
  let addresses = new Map<string, Address>();
  let minute = Number.NaN;

  const turn = () => {
    const now = Math.floor(clock() / minuteMs);
    if (now !== minute) addresses = new Map();
    minute = now;
  };
  const untilNextMinute = () => Math.ceil(((minute + 1) * minuteMs - clock()) / 1000);
  const nameOf = (credentials: string) => createHash("sha256").update(credentials).digest("base64");

  return {
    wait(address, credentials) {
      if (addresses.size === 0) return null;
      turn();
      const known = addresses.get(addressKey(address));
      if (known === undefined || known.failures < perAddress) return null;
      const until = good.get(nameOf(credentials));
      if (until !== undefined && until > clock()) return null;
      const second = Math.floor(clock() / 1000);
      if (known.second !== second) known.tries = 0;
      known.second = second;
      known.tries++;
      return known.tries <= triesPerSecond ? null : 1;
    },
    failed(address, surface) {
      turn();
      counter.inc({ surface });
      const key = addressKey(address);
      tally.add({
        actor: { kind: "anonymous", id: "unknown" },
        action: "authentication.failed",
        address: key,
        surface,
      });
      const known = addresses.get(key) ?? { failures: 0, second: 0, tries: 0 };
      if (addresses.size < remembered) addresses.set(key, known);
      known.failures++;
      return known.failures > perAddress ? untilNextMinute() : null;
    },
    succeeded(address, credentials) {
      // If no address has failed, nothing needs to be distinguished.
      if (addresses.size === 0 || !addresses.has(addressKey(address))) return;
      if (good.size >= remembered) good.clear();
      good.set(nameOf(credentials), clock() + goodForMs);
    },
    denied(actor, surface, route) {
      const projectId = actor.kind === "project" ? { projectId: actor.projectId as string } : {};
      tally.add({ actor, action: "access.denied", target: route, surface, ...projectId });
    },
    flush: () => tally.flush(),
  };
}
