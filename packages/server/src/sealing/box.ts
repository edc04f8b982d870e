import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import type { Random } from "@countersign/wire";

/** A key that seals: AES-256-GCM with the context as associated data. */
export interface SealingKey {
  /** A subject's id, a scope's id, or "system". */
  id: string;
  /** Seals the plaintext; the box opens only with the same key and context. */
  seal(plaintext: Uint8Array | string, context: string): Buffer;
  /** Opens a box. Throws `UnsealError` if it was altered, or sealed with another key or for another context. */
  unseal(sealed: Uint8Array, context: string): Buffer;
}

/** A box that doesn't open: altered, or of another key or context. Says nothing about its content. */
export class UnsealError extends Error {
  override name = "UnsealError";
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes;

/**
 * A box: one version byte, a 12-byte random nonce, the ciphertext, a 16-byte tag. The version byte is
 * authenticated with the context. A random nonce is safe for 2^32 boxes per key (NIST SP 800-38D, 8.3).
 */
export function sealBox(
  key: KeyObject,
  random: Random,
  plaintext: Uint8Array | string,
  context: string,
): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(context));
  const body = typeof plaintext === "string" ? cipher.update(plaintext, "utf8") : cipher.update(plaintext);
  // GCM buffers nothing: this only produces the tag.
  cipher.final();
  // Copied manually: Buffer.concat took a third of the time, 2.8 of 7.8 µs.
  const box = Buffer.allocUnsafe(headBytes + body.length + tagBytes);
  box[0] = version;
  box.set(nonce, 1);
  body.copy(box, headBytes);
  cipher.getAuthTag().copy(box, headBytes + body.length);
  return box;
}

/** Opens a box of `sealBox`. Throws `UnsealError`. */
export function unsealBox(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  if (sealed.length < headBytes + tagBytes || sealed[0] !== version)
    throw new UnsealError("not a sealed box");
  const nonce = sealed.subarray(1, headBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = decipher.update(sealed.subarray(headBytes, sealed.length - tagBytes));
  try {
    // GCM buffers nothing: this only compares the tag.
    decipher.final();
    return body;
  } catch {
    throw new UnsealError(
      "the box doesn't open: it was altered, or sealed by another key or for another context",
    );
  }
}

/** Wraps a raw key. */
export function sealingKey(id: string, key: KeyObject, random: Random): SealingKey {
  return {
    id,
    seal: (plaintext, context) => sealBox(key, random, plaintext, context),
    unseal: (sealed, context) => unsealBox(key, sealed, context),
  };
}

function associatedData(context: string): Buffer {
  return Buffer.from(`${String.fromCharCode(version)}${context}`, "utf8");
}
