import { Secret, TOTP } from "otpauth";
import type { SignInDeps } from "./deps.ts";

const period = 30;

/** A new secret of 160 bits, in base32. */
export function newTotpSecret({ random }: Pick<SignInDeps, "random">): string {
  return new Secret({ buffer: new Uint8Array(random(20)).buffer }).base32;
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, account: string, host: string): string {
  return totpOf(secret, account, `Countersign (${host})`).toString();
}

/**
 * The time step of a code that is valid now, or was or will be within 30 seconds; null if the code
 * is wrong or its step is not after `lastStep`: a code is accepted once.
 */
export function totpStep(secret: string, code: string, now: number, lastStep: number | null): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / period) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

function totpOf(secret: string, label = "", issuer = ""): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period });
}
