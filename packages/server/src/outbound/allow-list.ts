import { isPublicId } from "@countersign/wire";
import ipaddr from "ipaddr.js";
import { type Cidr, parseCidr } from "./address-ranges.ts";
import { type Purpose, purposes } from "./contract.ts";

/** A network that is exempt from the private-address and https rules, and for which calls. */
export interface AllowEntry {
  /** As written. */
  text: string;
  /** Null: calls of every purpose. */
  purpose: Purpose | null;
  /** Null: calls of every project, and of the service itself. */
  projectId: string | null;
  cidr: Cidr;
}

const known = purposes.join(", ");

/**
 * Parses the exempt networks: `10.1.0.0/16` for all calls, `gateway@10.1.0.0/16` for one purpose,
 * `SV9jB5pEUcoJtVbfZc4hq:webhook@10.1.0.0/16` for one purpose of one project,
 * `SV9jB5pEUcoJtVbfZc4hq:*@10.1.0.0/16` for all of its purposes. Throws an error that names the
 * invalid entry, and why it is.
 */
export function parseAllowList(entries: readonly string[]): AllowEntry[] {
  return entries.map((text) => {
    const at = text.lastIndexOf("@");
    const scope = at === -1 ? { purpose: null, projectId: null } : scopeOf(text, text.slice(0, at));
    return { text, ...scope, cidr: cidrOf(text, text.slice(at + 1)) };
  });
}

function scopeOf(entry: string, scope: string): Pick<AllowEntry, "purpose" | "projectId"> {
  const colon = scope.indexOf(":");
  const project = colon === -1 ? null : scope.slice(0, colon);
  const name = scope.slice(colon + 1);
  if (project !== null && !isPublicId(project)) throw wrong(entry, `"${project}" is not a project's id`);
  const purpose = name === "*" ? null : (purposes.find((each) => each === name) ?? "unknown");
  if (purpose === "unknown") throw wrong(entry, `"${name}" is not a purpose; use one of ${known}, or *`);
  if (project !== null && purpose === "registry")
    throw wrong(entry, "registry sources belong to no project; write registry@ without one");
  if (project !== null && purpose === "sign-in")
    throw wrong(entry, "people sign in to no single project; write sign-in@ without one");
  return { purpose, projectId: project };
}

function cidrOf(entry: string, text: string): Cidr {
  // Four decimal parts only: an entry that parsers could read differently must not exempt a
  // network.
  const plain = ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text);
  if (plain) return parseCidr(text);
  throw wrong(
    entry,
    `"${text}" is not a CIDR; write networks such as 10.1.0.0/16, 127.0.0.1/32 or fd12::/64`,
  );
}

function wrong(entry: string, why: string): Error {
  return new Error(
    `COUNTERSIGN_OUTBOUND_ALLOW must be comma-separated networks, with or without a scope; in "${entry}", ${why}.`,
  );
}
