import { newId } from "@countersign/wire";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject, isoBase64URL } from "@simplewebauthn/server/helpers";
import { type Actor, audit } from "../access/index.ts";
import { type Db, inTransaction } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { type Browser, openSession } from "./sessions.ts";
import { auditFailure, type SignInResult } from "./sign-in.ts";
import { beginStep, takeStep } from "./steps.ts";

/** A passkey of a person, without its key. */
export interface Passkey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Whether browsers let pages of this address use passkeys: of a host name, by https or on this machine. */
export function arePasskeysPossible(publicUrl: string): boolean {
  const { hostname, protocol } = new URL(publicUrl);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  return !isAddress && (protocol === "https:" || hostname === "localhost");
}

/** What the browser asks a passkey for, of anybody: the person is known by their passkey. */
export async function passkeySignInOptions(deps: SignInDeps): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: new URL(deps.publicUrl).hostname,
    challenge: new Uint8Array(deps.random(32)),
    userVerification: "required",
  });
  await beginStep(deps, deps.db, options.challenge, { kind: "passkey-sign-in" });
  return options;
}

/** Signs in with a passkey, which counts as two factors: the device has asked for a PIN or a finger. */
export async function signInWithPasskey(
  deps: SignInDeps,
  response: AuthenticationResponseJSON,
  browser: Browser,
): Promise<SignInResult> {
  const known = await knownPasskey(deps.db, response.id);
  const counter = known === undefined ? null : await verifiedCounter(deps, known, response);
  if (known === undefined || counter === null) {
    await auditFailure(deps, known?.id, browser);
    return { kind: "refused" };
  }
  return inTransaction(deps.db, async (tx) => {
    const lastUsedAt = new Date(deps.clock());
    await tx
      .updateTable("operatorPasskeys")
      .set({ counter, lastUsedAt })
      .where("id", "=", known.passkeyId)
      .execute();
    const opened = await openSession(deps, tx, known, "passkey", browser);
    return { kind: "signed-in", operatorId: known.id, ...opened };
  });
}

/** @param credentialId as anybody sent it: whatever JSON can be. */
async function knownPasskey(db: Db, credentialId: unknown) {
  if (typeof credentialId !== "string" || !isoBase64URL.isBase64URL(credentialId)) return undefined;
  return db
    .selectFrom("operatorPasskeys")
    .innerJoin("operators", "operators.id", "operatorPasskeys.operatorId")
    .select([
      "operatorPasskeys.id as passkeyId",
      "credentialId",
      "publicKey",
      "counter",
      "operators.id",
      "operators.name",
    ])
    .where("credentialId", "=", credentialId)
    .where("active", "=", true)
    .executeTakeFirst();
}

async function verifiedCounter(
  deps: SignInDeps,
  known: { credentialId: string; publicKey: Buffer; counter: number },
  response: AuthenticationResponseJSON,
): Promise<number | null> {
  const { hostname, origin } = new URL(deps.publicUrl);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: async (challenge) =>
        (await takeStep(deps, deps.db, "passkey-sign-in", challenge)) !== null,
      expectedOrigin: origin,
      expectedRPID: hostname,
      credential: {
        id: known.credentialId,
        publicKey: new Uint8Array(known.publicKey),
        counter: Number(known.counter),
      },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // It throws for what a response lacks, and says so in words that quote it.
    return null;
  }
}

/** What the browser makes a new passkey by. */
export async function newPasskeyOptions(
  deps: SignInDeps,
  operator: { id: string; email: string | null; name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const own = await deps.db
    .selectFrom("operatorPasskeys")
    .select(["credentialId", "transports"])
    .where("operatorId", "=", operator.id)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: "Countersign",
    rpID: new URL(deps.publicUrl).hostname,
    userID: new TextEncoder().encode(operator.id),
    userName: operator.email ?? operator.name,
    userDisplayName: operator.name,
    challenge: new Uint8Array(deps.random(32)),
    attestationType: "none",
    excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await beginStep(deps, deps.db, options.challenge, { kind: "passkey-new", operatorId: operator.id });
  return options;
}

/** Adds a passkey that the browser made; null if its response is not valid. */
export async function addPasskey(
  deps: SignInDeps,
  operatorId: string,
  { name, response }: { name: string; response: RegistrationResponseJSON },
  actor: Actor,
): Promise<Passkey | null> {
  const credential = await verifiedCredential(deps, operatorId, response);
  if (credential === null) return null;
  return inTransaction(deps.db, async (tx) => {
    const id = newId("passkey", deps.clock, deps.random);
    const createdAt = new Date(deps.clock());
    const added = await tx
      .insertInto("operatorPasskeys")
      .values({
        id,
        credentialId: credential.id,
        operatorId,
        name,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: transportsIn(credential.transports),
        createdAt,
      })
      .onConflict((conflict) => conflict.column("credentialId").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (added === undefined) return null;
    await audit(deps, tx, { actor, action: "operator.add_passkey", target: operatorId, details: { id } });
    return { id, name, createdAt, lastUsedAt: null };
  });
}

async function verifiedCredential(deps: SignInDeps, operatorId: string, response: RegistrationResponseJSON) {
  const { hostname, origin } = new URL(deps.publicUrl);
  try {
    if (hasCertificates(response)) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: async (challenge) =>
        (await takeStep(deps, deps.db, "passkey-new", challenge))?.operatorId === operatorId,
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
    });
    return verified ? registrationInfo.credential : null;
  } catch {
    return null;
  }
}

/**
 * Whether the response comes with certificates of the authenticator's maker, which nobody asked for:
 * to check them, addresses would be called that the response names.
 */
function hasCertificates({ response }: RegistrationResponseJSON): boolean {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  return attestation.get("attStmt").get("x5c") !== undefined;
}

const transports: ReadonlySet<unknown> = new Set([
  "ble",
  "cable",
  "hybrid",
  "internal",
  "nfc",
  "smart-card",
  "usb",
]);

/** How the browser reaches the passkey, as far as it said so in words that there are: nothing has checked them. */
function transportsIn(given: unknown): string[] {
  return Array.isArray(given) ? [...transports].filter((each) => given.includes(each)).map(String) : [];
}

/** A person's passkeys, newest first. */
export async function listPasskeys(db: Db, operatorId: string): Promise<Passkey[]> {
  return db
    .selectFrom("operatorPasskeys")
    .select(["id", "name", "createdAt", "lastUsedAt"])
    .where("operatorId", "=", operatorId)
    .orderBy("id", "desc")
    .execute();
}

/** Removes a passkey; false if the person has no such one. */
export async function removePasskey(
  deps: SignInDeps,
  operatorId: string,
  id: string,
  actor: Actor,
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const removed = await tx
      .deleteFrom("operatorPasskeys")
      .where("id", "=", id)
      .where("operatorId", "=", operatorId)
      .returning("id")
      .executeTakeFirst();
    if (removed === undefined) return false;
    await audit(deps, tx, { actor, action: "operator.remove_passkey", target: operatorId, details: { id } });
    return true;
  });
}
