import { isIP } from "node:net";
import { type AddressRange, type Cidr, forbiddenRange, isInside } from "./address-ranges.ts";
import type { AddressProblem } from "./contract.ts";
import { isUsablePort } from "./ports.ts";
import type { Target } from "./target.ts";

/** The rules about where a call may go. Pure: the caller resolves names. */
export interface AddressRules {
  /** Checks what the text alone decides, literal addresses included. */
  checkUrl(url: string): { ok: true; target: Target } | { ok: false; problem: AddressProblem };
  /** Checks the target's addresses; all of them must pass, since any of them may be dialled. */
  checkAddresses(target: Target, addresses: readonly string[]): AddressProblem | null;
}

const maxUrlLength = 2048;
const schemeAndAuthority = /^https?:\/\/([^/?#]+)/i;
// Parsers disagree about these: some strip them, some end the host there, some take \ for /.
const ambiguous = /[\s\p{Cc}\\]/u;
// Reserved for names within a machine or network (RFC 6761, RFC 6762, ICANN on .internal, RFC
// 8375).
const localSuffix = /(^|\.)(localhost|local|internal|localdomain|home\.arpa|lan|intranet|corp|home)$/;
const hostName = /^(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/;

const maxVerdicts = 2000;
const allowHint = "or let the operator of this service allow its network in COUNTERSIGN_OUTBOUND_ALLOW";

/** @param exempt networks to which the private-address and https rules don't apply. */
export function createAddressRules(exempt: readonly Cidr[]): AddressRules {
  /**
   * Cached: the result follows from the text alone, and a few addresses get most of the requests.
   */
  const verdicts = new Map<string, ReturnType<AddressRules["checkUrl"]>>();

  function checkUrl(text: string): ReturnType<AddressRules["checkUrl"]> {
    const known = verdicts.get(text);
    if (known) return known;
    const verdict = judge(text);
    if (verdicts.size >= maxVerdicts) verdicts.clear();
    if (text.length <= maxUrlLength) verdicts.set(text, verdict);
    return verdict;
  }

  function judge(text: string): ReturnType<AddressRules["checkUrl"]> {
    const parsed = parse(text);
    if ("problem" in parsed) return { ok: false, problem: parsed.problem };
    const { target } = parsed;
    const problem =
      target.kind === "address" ? checkAddresses(target, [target.host]) : checkName(target, exempt);
    return problem ? { ok: false, problem } : { ok: true, target };
  }

  function checkAddresses(target: Target, addresses: readonly string[]): AddressProblem | null {
    if (addresses.length === 0) return unresolvable(target.host);
    for (const address of addresses) {
      if (isIP(address) === 0) return unresolvable(target.host);
      if (isInside(address, exempt)) continue;
      const range = forbiddenRange(address);
      if (range !== null) return forbidden(target, address, range);
      if (target.kind === "local-name") return localName(target.host);
      if (target.protocol === "http:") return plainHttp;
    }
    return null;
  }

  return { checkUrl, checkAddresses };
}

/** The problem of a name that has no address. */
export function unresolvable(host: string): AddressProblem {
  return {
    code: "unresolvable",
    detail: `The name ${host} has no address. Check its spelling and its DNS records.`,
  };
}

/** The problem of a name whose name servers did not respond in time. */
export function unresolvedInTime(host: string): AddressProblem {
  return {
    code: "unresolvable",
    detail: `The name ${host} could not be resolved in time. Check its name servers, and try again.`,
  };
}

function parse(text: string): { target: Target } | { problem: AddressProblem } {
  if (text.length > maxUrlLength)
    return refuse("syntax", `The URL is longer than ${maxUrlLength} characters.`);
  if (ambiguous.test(text)) {
    return refuse(
      "syntax",
      "The URL contains a space, a control character or a backslash; percent-encode it.",
    );
  }
  const url = URL.parse(text);
  if (url !== null && url.protocol !== "https:" && url.protocol !== "http:") {
    return refuse("scheme", "Only https addresses are called; start the URL with https://.");
  }
  const authority = schemeAndAuthority.exec(text)?.[1];
  if (url === null || authority === undefined) {
    return refuse("syntax", "This is not an absolute URL; write it as https://host/path.");
  }
  // The text is checked as well: the parser drops an empty user name, as in https://@host.
  if (authority.includes("@")) {
    return refuse(
      "credentials",
      "The URL contains a user name or password; remove it and use the authentication settings.",
    );
  }
  if (text.includes("#")) {
    return refuse("fragment", "The URL contains a fragment, which is never sent; remove # and what follows.");
  }
  const protocol = url.protocol === "https:" ? "https:" : "http:";
  const port = url.port === "" ? (protocol === "https:" ? 443 : 80) : Number(url.port);
  if (!isUsablePort(port)) {
    return refuse("port", `Port ${port} belongs to another protocol; use 443 or a free one from 1024 up.`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const kind = kindOf(host);
  if (kind === null) {
    return refuse("host", "The host is not a valid name; write it as in DNS, without a trailing dot.");
  }
  return { target: { protocol, origin: url.origin, host, kind, port, path: url.pathname + url.search } };
}

function kindOf(host: string): Target["kind"] | null {
  if (isIP(host) !== 0) return "address";
  if (host.length > 253 || !hostName.test(host)) return null;
  return !host.includes(".") || localSuffix.test(host) ? "local-name" : "name";
}

/** The problem of a name before it is resolved: without exemptions its addresses change nothing. */
function checkName(target: Target, exempt: readonly Cidr[]): AddressProblem | null {
  if (exempt.length > 0) return null;
  if (target.kind === "local-name") return localName(target.host);
  return target.protocol === "http:" ? plainHttp : null;
}

const plainHttp: AddressProblem = {
  code: "scheme",
  detail: `Only https addresses are called; start the URL with https://, ${allowHint}.`,
};

function localName(host: string): AddressProblem {
  return {
    code: "host",
    detail: `${host} is a name of this machine or network only; use a public name, ${allowHint}.`,
  };
}

const rangeTitles: Record<AddressRange, string> = {
  unspecified: "an unspecified address",
  loopback: "a loopback address",
  private: "a private address",
  "link-local": "a link-local address",
  "carrier-grade-nat": "a carrier's shared address",
  metadata: "a cloud's metadata address",
  multicast: "a multicast address",
  broadcast: "the broadcast address",
  documentation: "an address reserved for documentation",
  benchmarking: "an address reserved for benchmarks",
  "ipv4-in-ipv6": "an IPv4 address inside of an IPv6 one",
  translation: "an IPv4/IPv6 translation address",
  tunnel: "a tunnel's address",
  reserved: "a reserved address",
};

/**
 * Of a name only that it may not be called: its address or the kind of that would reveal a
 * network's inside.
 */
function forbidden(target: Target, address: string, range: AddressRange): AddressProblem {
  const code = "private-address";
  const remedy = `use a public address, ${allowHint}.`;
  if (target.kind === "address")
    return { code, range, detail: `${address} is ${rangeTitles[range]}; ${remedy}` };
  return { code, detail: `${target.host} resolves to an address that is not allowed; ${remedy}` };
}

function refuse(code: AddressProblem["code"], detail: string): { problem: AddressProblem } {
  return { problem: { code, detail } };
}
