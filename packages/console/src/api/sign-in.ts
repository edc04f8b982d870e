import type { linkPurposeSchema, Problem, signedInSchema, signInOptionsSchema } from "@countersign/wire";
import { ownPageHeaders } from "../session/session.ts";
import { post } from "./call.ts";
import { ApiError, errorOf } from "./problem.ts";

type Output<Schema extends { _zod: { output: unknown } }> = Schema["_zod"]["output"];
export type SignInOptions = Output<typeof signInOptionsSchema>;
export type SignedIn = Output<typeof signedInSchema>;
export type LinkPurpose = Output<typeof linkPurposeSchema>;

/** A call of what signing in begins with: without credentials, so that a 401 ends no session. */
export async function askPublic<Answer>(
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/manage/v1${path}`, {
      method,
      cache: "no-store",
      headers: { ...ownPageHeaders, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, null, null);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  throw errorOf(response, answer as Problem | null);
}

/** Leaves the page for the OpenID Connect provider, which sends the browser back to `/console/provider`. */
export async function leaveForProvider(): Promise<void> {
  const { url } = await askPublic<{ url: string }>("POST", "/session/provider");
  location.assign(url);
}

/** Has the browser make a passkey, and the service keep its public half. */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await post<{ options: PublicKeyCredentialCreationOptionsJSON }>("/me/passkeys/options");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("the browser made no passkey");
  await post("/me/passkeys", { name, response: credential.toJSON() });
}

/** Asks the browser for a passkey, and the service whose it is. */
export async function signInByPasskey(): Promise<SignedIn> {
  const { options } = await askPublic<{ options: PublicKeyCredentialRequestOptionsJSON }>(
    "POST",
    "/session/passkey/options",
    {},
  );
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new ApiError(0, null, null);
  return askPublic<SignedIn>("POST", "/session/passkey/verify", { response: credential.toJSON() });
}
