import { argon2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { SignInDeps } from "./deps.ts";
import { createSlots } from "./slots.ts";

const derive = promisify(argon2);

/** OWASP's first choice for argon2id. A hash takes some 30 ms of one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagBytes = 32;
const saltBytes = 16;
/** Hashes that are computed at once, and that may wait: guesses must not take all of the thread pool or the memory. */
const slots = createSlots({ atOnce: 2, waiting: 64 });

type Deps = Pick<SignInDeps, "keyring" | "random">;

/** More sign-ins wait for their hash than the service computes in some seconds. */
export class TooBusy extends Error {
  override readonly name = "TooBusy";
}

/**
 * The stored form of a password: argon2id with a random salt, and with a key derived from the master
 * key, so that a copy of the store alone is not enough to guess passwords.
 *
 * @throws TooBusy
 */
export async function hashPassword(deps: Deps, password: string): Promise<string> {
  const salt = Buffer.from(deps.random(saltBytes));
  const tag = await tagOf(deps, password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/**
 * Whether this is the password of the hash. Without a hash (nobody has the e-mail address, or they
 * have no password) it takes as long and returns false.
 *
 * @throws TooBusy
 */
export async function isPassword(deps: Deps, password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = form.exec(stored ?? nobodys) ?? [];
  if (salt === undefined || tag === undefined) throw new Error("a stored password hash can't be read");
  const given = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const computed = await tagOf(deps, password, Buffer.from(salt, "base64"), given);
  const expected = Buffer.from(tag, "base64");
  const equal = computed.length === expected.length && timingSafeEqual(computed, expected);
  return equal && stored !== null;
}

/** No password has this hash but by a guess of 256 bits. */
const nobodys = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;

async function tagOf(
  { keyring }: Pick<Deps, "keyring">,
  password: string,
  salt: Buffer,
  given: typeof cost,
): Promise<Buffer> {
  return slots.run(
    () =>
      derive("argon2id", {
        message: password.normalize("NFC"),
        nonce: salt,
        tagLength: tagBytes,
        secret: keyring.secretMac("sign-in password"),
        ...given,
      }),
    () => new TooBusy(),
  );
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
