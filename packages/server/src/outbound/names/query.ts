import { promises as dns } from "node:dns";

/** The addresses of a name. */
export interface Found {
  addresses: string[];
  /** How long they may be cached, in seconds. */
  ttl: number;
}

/**
 * Queries a name's addresses. Rejects with an error whose `code` is the resolver's, such as
 * `ENOTFOUND`.
 */
export type Query = (host: string) => Promise<Found>;

export interface QueryOptions {
  /**
   * Name servers as `address`, `address:port` or `[address]:port`. Default: those of
   * `/etc/resolv.conf`.
   */
  servers?: readonly string[];
  /** Timeout of one lookup in all. Default 5000. */
  timeoutMs?: number;
}

/** Timeout of one name server before the next one, or the same one again, is queried. */
const serverMs = 1500;
/**
 * Once one family is known, how long the other may still take: some name servers never respond for
 * AAAA.
 */
const otherFamilyMs = 300;
/** Maximum of addresses: nobody needs more, and all of them are checked and shown. */
const maxAddresses = 64;

interface Answer {
  address: string;
  ttl: number;
}

/**
 * Queries A and AAAA at the same time; returns IPv4 first. Names are absolute: search domains and
 * `ndots` are not used.
 *
 * Each lookup has its own resolver: it can be cancelled alone, it reads `resolv.conf` again, it has
 * its own source port, and what one lookup learned about slow name servers doesn't slow down the
 * next one.
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

/**
 * `onKnown` is called with a result that is final whatever the other family has: addresses, or that
 * there is no such name.
 */
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

/** A failed lookup. Its message is its code: names stay out of logs. */
export class LookupError extends Error {
  override readonly name = "LookupError";
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
