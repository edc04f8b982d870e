import { createHmac } from "node:crypto";
import type { IceServer, SessionId } from "@countersign/wire";

/** Where browsers learn their own addresses (STUN), and what relays their media where nothing else works (TURN). */
export interface IceSettings {
  /** `stun:`, `turn:` and `turns:` URLs. */
  urls: readonly string[];
  /** Shared with the TURN servers (coturn's `static-auth-secret`); null where there are none. */
  turnSecret: string | null;
}

/** A call is over long before that. */
const lifetimeSeconds = 4 * 60 * 60;

/**
 * The servers with credentials that work for four hours: user name and password of TURN's REST API
 * (draft-uberti-behave-turn-rest-00), as coturn and others check them with `use-auth-secret`.
 */
export function iceServersFor(
  { urls, turnSecret }: IceSettings,
  clock: () => number,
  sessionId: SessionId,
): IceServer[] {
  const relays = urls.filter((url) => url.startsWith("turn"));
  const others = urls.filter((url) => !url.startsWith("turn"));
  const servers: IceServer[] = others.length > 0 ? [{ urls: others, username: "", credential: "" }] : [];
  if (relays.length === 0 || turnSecret === null) return servers;
  const username = `${Math.floor(clock() / 1000) + lifetimeSeconds}:${sessionId}`;
  // SHA-1 is what the servers expect; as a keyed hash it is not broken.
  const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
  return [...servers, { urls: relays, username, credential }];
}
