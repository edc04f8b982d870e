import { createHash } from "node:crypto";

/**
 * A UUID made of a name: the same name always has the same UUID, so it doesn't have to be stored.
 * Version 5 of RFC 9562 under a namespace of this service's own.
 */
export function derivedUuid(name: string): string {
  const bytes = createHash("sha1").update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Drawn at random once; it must never change, or resends of older events would get other ids.
const namespace = Buffer.from("5c7c1a3e0d6b4a8f9b1e2f64d0a7c385", "hex");
