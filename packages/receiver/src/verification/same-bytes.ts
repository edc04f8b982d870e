/**
 * Whether both hold the same bytes, in a time that depends on their length alone: it has no branch
 * on what they hold. Not left to the runtime, whose `crypto.subtle.verify` promises nothing of the
 * kind: Node's compared by `memcmp` until 2026.
 */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at++) difference |= (one[at] ?? 0) ^ (other[at] ?? 0);
  return difference === 0;
}
