import type { Random } from "@countersign/wire";
import type { SignInDeps } from "./deps.ts";

/** What a secret is for: its hash is worth nothing elsewhere. */
type Use = "session" | "link" | "step" | "recovery-code" | "failures";

/** `css_`: the cookie of a session; `csl_`: a one-time link; `cst_`: a step of signing in. 256 random bits follow. */
export function newSecret(random: Random, prefix: "css_" | "csl_" | "cst_"): string {
  return prefix + Buffer.from(random(32)).toString("base64url");
}

/** The stored form of a secret: a keyed hash, so that write access to the store is not enough to forge one. */
export function macOf({ keyring }: Pick<SignInDeps, "keyring">, use: Use, value: string): Buffer {
  return keyring.secretMac(`sign-in ${use} ${value}`);
}
