import * as oidc from "openid-client";
import type { Logger } from "pino";
import type { Outbound } from "../../outbound/index.ts";
import { outboundFetch } from "./outbound-fetch.ts";
import type { ProviderSettings } from "./settings.ts";

/** Where the provider sends browsers back to, under the service's address. */
const returnPath = "/console/provider";
/** For how long what the provider says about itself is used before it is read again. */
const discoveredForMs = 60 * 60_000;

/** What ties a browser's way to the provider and back together: three random values. */
export interface RoundTrip {
  state: string;
  nonce: string;
  verifier: string;
}

/** What the provider says about a person. */
export interface Claims {
  /** The provider's id of the person, unique among all providers. */
  subject: string;
  name: string | null;
  /** In lower case, if the provider vouches that it is theirs. */
  email: string | null;
  groups: string[];
}

/** `refused`: the response is not valid, or the person did not sign in; `unavailable`: no use trying otherwise. */
type ProviderResult<Value> = { kind: "ok"; value: Value } | { kind: "refused" | "unavailable" };

/** An OpenID Connect provider: authorization code with PKCE, state and nonce. */
export interface Provider {
  settings: ProviderSettings;
  newRoundTrip(): RoundTrip;
  /** Where a browser goes to sign in. */
  authorizationUrl(trip: RoundTrip): Promise<ProviderResult<string>>;
  /** Who signed in, by the fragment with which the browser came back. */
  claims(trip: RoundTrip, fragment: string): Promise<ProviderResult<Claims>>;
}

/** Nothing is called before somebody signs in. */
export function createProvider(
  settings: ProviderSettings,
  deps: { outbound: Outbound; publicUrl: string; log: Pick<Logger, "warn"> },
): Provider {
  const redirectUri = `${deps.publicUrl}${returnPath}`;
  const discovered = discoveries(settings, deps.outbound);

  const attempt = async <Value>(
    work: (config: oidc.Configuration) => Promise<Value>,
  ): Promise<ProviderResult<Value>> => {
    try {
      return { kind: "ok", value: await work(await discovered()) };
    } catch (err) {
      const kind = isRefusal(err) ? "refused" : "unavailable";
      deps.log.warn({ err, kind }, "signing in with the OpenID Connect provider failed");
      return { kind };
    }
  };

  return {
    settings,
    newRoundTrip: () => ({
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    }),
    authorizationUrl: ({ state, nonce, verifier }) =>
      attempt(async (config) => {
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: settings.scope,
          state,
          nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
          // No server logs a fragment.
          response_mode: "fragment",
        });
        return url.href;
      }),
    claims: ({ state, nonce, verifier }, fragment) =>
      attempt(async (config) => {
        const returned = new URL(redirectUri);
        returned.search = fragment;
        const tokens = await oidc.authorizationCodeGrant(config, returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const signed = tokens.claims();
        if (signed === undefined) throw new Error("the provider sent no ID token");
        const more =
          config.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await oidc.fetchUserInfo(config, tokens.access_token, signed.sub);
        return claimsOf(settings, { ...more, ...signed });
      }),
  };
}

/** The provider's description of itself; one that failed to load is asked for again at once. */
function discoveries(settings: ProviderSettings, outbound: Outbound): () => Promise<oidc.Configuration> {
  let latest: { config: Promise<oidc.Configuration>; until: number } | null = null;
  return async () => {
    if (latest === null || latest.until <= performance.now()) {
      latest = { config: discover(settings, outbound), until: performance.now() + discoveredForMs };
    }
    const { config } = latest;
    try {
      return await config;
    } catch (error) {
      if (latest.config === config) latest = null;
      throw error;
    }
  };
}

function discover(settings: ProviderSettings, outbound: Outbound): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const authentication = clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
  return oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
    [oidc.customFetch]: outboundFetch(outbound),
    execute: [
      // The token's signature is checked as well as the connection that it came by.
      oidc.enableNonRepudiationChecks,
      // The outgoing client lets plain http through to exempt networks alone.
      ...(issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : []),
    ],
  });
}

/** Whether the provider, or a check of what it sent, refused; anything else is a failure of the connection. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof oidc.AuthorizationResponseError ||
    error instanceof oidc.ResponseBodyError ||
    (error instanceof oidc.ClientError && error.code !== undefined && refusals.has(error.code))
  );
}

const refusals: ReadonlySet<string> = new Set([
  "OAUTH_INVALID_RESPONSE",
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
]);

function claimsOf(settings: ProviderSettings, claims: oidc.IDToken | oidc.UserInfoResponse): Claims {
  const { sub, name, email, email_verified: isVerified } = claims;
  const groups = claims[settings.groupsClaim];
  return {
    subject: `${settings.issuer} ${sub}`,
    name: typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, 100) : null,
    email: typeof email === "string" && isVerified === true ? email.toLowerCase() : null,
    groups: (Array.isArray(groups) ? groups : [groups]).filter((each) => typeof each === "string"),
  };
}
