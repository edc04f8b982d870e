import { timingSafeEqual } from "node:crypto";
import type { Random } from "@countersign/wire";

/** How long a code works. */
export const codeLifeMs = 10 * 60_000;
/** How long after one code another can be sent. */
export const codePauseMs = 30_000;
/** How many codes a session is sent. */
export const maxCodes = 5;

const digits = 6;

/** A new one-time code: six digits. Of 48 random bits: no digit is noticeably more frequent. */
export function newCode(random: Random): string {
  const value = Buffer.from(random(6)).readUIntBE(0, 6) % 10 ** digits;
  return String(value).padStart(digits, "0");
}

/** Whether the code is the one that was sent. Compares in constant time. */
export function isCode(sent: string, given: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
