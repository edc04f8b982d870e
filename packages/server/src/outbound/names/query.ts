import { promises as dns } from "node:dns";

/** What a name resolved to. */
export interface Found {
  addresses: string[];
  /** How long the name servers let it be kept, in seconds. */
  ttl: number;
}

/** Asks for a name's addresses. Rejects with an error whose `code` is the resolver's, such as `ENOTFOUND`. */
export type Query = (host: string) => Promise<Found>;

export interface QueryOptions {
  /** Name servers as `address`, `address:port` or `[address]:port`. Default: those of `/etc/resolv.conf`. */
  servers?: readonly string[];
  /** One lookup in all. Default 5000. */
  timeoutMs?: number;
}

/** How long one name server is waited for before the next one, or the same one again, is asked. */
const serverMs = 1500;
/** Once one family is known, how long the other may still take: some name servers never answer for AAAA. */
const otherFamilyMs = 300;
/** Nobody needs more, and all of them are checked and shown. */
const maxAddresses = 64;

interface Answer {
  address: string;
  ttl: number;
}

/**
 * Asks for A and AAAA at the same time, IPv4 first in what it returns. Names are absolute: search domains and `ndots` are not used.
 *
 * Each lookup has a resolver of its own. It can be cancelled alone, it reads `resolv.conf` anew, its source port is its
 * own, and what one lookup learned of slow name servers doesn't slow down the next one.
 */
export function dnsQuery({ servers, timeoutMs = 5000 }: QueryOptions = {}): Query {
  return async (host) => {
    const resolver = new dns.Resolver({ timeout: serverMs, tries: 3 });
    if (servers !== undefined) resolver.setServers(servers);
    let late = false;
    const deadline = setTimeout(() => {
      late = true;
      resolver.cancel();
    }, timeoutMs);
    let impatience: NodeJS.Timeout | undefined;
    const hurry = () => {
      impatience ??= setTimeout(() => resolver.cancel(), otherFamilyMs);
    };
    try {
      const outcomes = await Promise.all(
        [resolver.resolve4(host, { ttl: true }), resolver.resolve6(host, { ttl: true })].map((family) =>
          settled(family, hurry),
        ),
      );
      const answers = outcomes.flatMap((outcome) => ("answers" in outcome ? outcome.answers : []));
      if (answers.length === 0) throw failureOf(outcomes, late);
      return {
        addresses: answers.slice(0, maxAddresses).map(({ address }) => address),
        ttl: Math.min(...answers.map(({ ttl }) => ttl)),
      };
    } finally {
      clearTimeout(deadline);
      clearTimeout(impatience);
    }
  };
}

type Outcome = { answers: Answer[] } | { code: string };

/** `onKnown` hears of what settles the matter, whatever the other family says: addresses, or that there is no such name. */
async function settled(family: Promise<Answer[]>, onKnown: () => void): Promise<Outcome> {
  try {
    const answers = await family;
    onKnown();
    return { answers };
  } catch (error) {
    const code =
      error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "EUNKNOWN";
    if (code === "ENOTFOUND") onKnown();
    return { code };
  }
}

function failureOf(outcomes: readonly Outcome[], late: boolean): LookupError {
  const codes = outcomes.flatMap((outcome) => ("code" in outcome ? [outcome.code] : []));
  if (codes.includes("ENOTFOUND")) return new LookupError("ENOTFOUND");
  if (late) return new LookupError("ETIMEOUT");
  return new LookupError(codes.find((code) => code !== "ENODATA") ?? "ENODATA");
}

/** A lookup without a result. Its message is its code: names stay out of logs. */
export class LookupError extends Error {
  override readonly name = "LookupError";
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
