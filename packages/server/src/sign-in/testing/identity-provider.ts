import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

const client = { id: "countersign", secret: "the secret of the tests' client" } as const;

/** Somebody whom the provider knows. */
interface Person {
  name?: string;
  email?: string;
  email_verified?: boolean;
  groups?: string[];
}

/** A real OpenID Connect provider on this machine. It asks no password: `signIn` says who is at the browser. */
export interface IdentityProvider {
  issuer: string;
  /** The client that this service is. */
  client: { id: string; secret: string };
  /** Where it may send browsers back to. Before that it knows no client. */
  trust(redirectUri: string): void;
  /** From now on this person signs in at every browser; null: everybody refuses. */
  signIn(subject: string | null, person?: Person): void;
  close(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const people = new Map<string, Person>();
  let current: string | null = null;
  let provider: Provider | null = null;
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (provider === null) throw new Error("the provider knows no client yet: call trust");
    if (request.url?.startsWith("/interaction/") !== true) return provider.callback()(request, response);
    const answer = current === null ? { error: "access_denied" } : { login: { accountId: current } };
    return provider.interactionFinished(request, response, answer, { mergeWithLastSubmission: false });
  }

  return {
    issuer,
    client,
    trust(redirectUri) {
      provider = new Provider(issuer, configuration(redirectUri, people));
    },
    signIn(subject, person = {}) {
      current = subject;
      if (subject !== null) people.set(subject, person);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration(redirectUri: string, people: ReadonlyMap<string, Person>): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    async loadExistingGrant({ oidc: { provider, client, session } }) {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    pkce: { required: () => true },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
  } as Configuration;
}
