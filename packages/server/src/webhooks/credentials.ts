import type { BasicAuth, CustomHeader } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { ClientCertificate } from "../outbound/index.ts";
import type { WebhooksDeps } from "./deps.ts";
import type { Webhook } from "./webhook.ts";

/**
 * The credentials of a webhook's requests, in clear: memory only. At most one of `basicAuth` and
 * `bearer` is set.
 */
export interface Credentials {
  headers: CustomHeader[];
  basicAuth: BasicAuth | null;
  bearer: string | null;
  clientCertificate: ClientCertificate | null;
}

/** The same, ready for a request. */
export interface CallCredentials {
  /** Custom headers and `authorization`. */
  headers: Readonly<Record<string, string>>;
  /** The same object as long as the webhook is not changed. */
  clientCertificate: ClientCertificate | undefined;
}

type Auth = Omit<Credentials, "headers">;

/** Unseals a webhook's credentials. */
export async function readCredentials(
  deps: Pick<WebhooksDeps, "keyring">,
  db: Db,
  webhook: Pick<Webhook, "id" | "projectId" | "headersSealed" | "authSealed">,
): Promise<Credentials> {
  const { id, projectId, headersSealed, authSealed } = webhook;
  if (!headersSealed && !authSealed) return { headers: [], ...noAuth };
  const key = await deps.keyring.scopeKey(db, projectId);
  const open = (sealed: Buffer, part: Part): unknown =>
    JSON.parse(key.unseal(sealed, context(id, part)).toString("utf8"));
  return {
    headers: headersSealed ? (open(headersSealed, "headers") as CustomHeader[]) : [],
    ...(authSealed ? (open(authSealed, "auth") as Auth) : noAuth),
  };
}

/** The columns that hold them; null if there is nothing to seal. */
export async function sealCredentials(
  deps: Pick<WebhooksDeps, "keyring">,
  db: Db,
  webhook: Pick<Webhook, "id" | "projectId">,
  credentials: Credentials,
): Promise<Pick<Webhook, "headersSealed" | "authSealed">> {
  const { headers, basicAuth, bearer, clientCertificate } = credentials;
  const auth: Auth = { basicAuth, bearer, clientCertificate };
  const hasAuth = basicAuth !== null || bearer !== null || clientCertificate !== null;
  if (headers.length === 0 && !hasAuth) return { headersSealed: null, authSealed: null };
  const key = await deps.keyring.scopeKey(db, webhook.projectId);
  const seal = (value: unknown, part: Part) => key.seal(JSON.stringify(value), context(webhook.id, part));
  return {
    headersSealed: headers.length > 0 ? seal(headers, "headers") : null,
    authSealed: hasAuth ? seal(auth, "auth") : null,
  };
}

export function callCredentials(credentials: Credentials): CallCredentials {
  const { headers, basicAuth, bearer, clientCertificate } = credentials;
  const lines: Record<string, string> = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  if (basicAuth !== null) {
    const pair = Buffer.from(`${basicAuth.username}:${basicAuth.password}`).toString("base64");
    lines.authorization = `Basic ${pair}`;
  }
  if (bearer !== null) lines.authorization = `Bearer ${bearer}`;
  return { headers: lines, clientCertificate: clientCertificate ?? undefined };
}

/**
 * A request's headers as logs and API responses may show them: those of the webhook's credentials
 * are masked.
 */
export function maskCredentials(
  requestHeaders: Record<string, string>,
  credentials: CallCredentials,
): Record<string, string> {
  if (Object.keys(credentials.headers).length === 0) return requestHeaders;
  return Object.fromEntries(
    Object.entries(requestHeaders).map(([name, value]) => [
      name,
      Object.hasOwn(credentials.headers, name) ? "***" : value,
    ]),
  );
}

const noAuth: Auth = { basicAuth: null, bearer: null, clientCertificate: null };

type Part = "headers" | "auth";

function context(id: string, part: Part): string {
  return `webhook:${id}:${part}`;
}
