import { providerResponseSchema, providerStartSchema, signedInSchema } from "@countersign/wire";
import { beginProviderSignIn, type Provider, signInWithProvider } from "../../../sign-in/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import { providerCookie, sessionCookie } from "../../session-cookie.ts";
import type { App } from "../../types.ts";
import { createBegunSteps } from "./begun-steps.ts";
import { browserOf, checkingCredentials } from "./browser.ts";

const tags = ["sign-in"];
const config = { access: "public", idempotent: false } as const;
const stepSeconds = 10 * 60;

/** Signing in with the OpenID Connect provider. */
export function registerProviderRoutes(app: App, deps: HttpDeps): void {
  const cookie = sessionCookie(deps.publicUrl);
  const onTheWay = providerCookie(deps.publicUrl);
  const begins = createBegunSteps(deps);

  app.post(
    "/session/provider",
    {
      config,
      schema: {
        tags,
        operationId: "beginProviderSignIn",
        summary: "Begin to sign in with the provider",
        description:
          "For services with an OpenID Connect provider. Returns where the browser goes to sign in. The provider sends it back to `/console/provider`, within ten minutes.",
        response: { 200: providerStartSchema },
      },
    },
    async (request, reply) => {
      begins(request);
      const begun = await beginProviderSignIn(deps, providerOf(deps));
      if (begun.kind === "unavailable") throw unavailable();
      onTheWay.set(reply, begun.cookie, stepSeconds);
      return { url: begun.url };
    },
  );

  app.post(
    "/session/provider/verify",
    {
      config,
      schema: {
        tags,
        operationId: "signInWithProvider",
        summary: "Sign in with the provider's response",
        description:
          "Sets the console's cookie, in the browser that began. Where groups have roles, the person has those of their groups from now on.",
        body: providerResponseSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const provider = providerOf(deps);
      const { response: fragment } = request.body;
      const begun = { cookie: onTheWay.read(request) ?? "", fragment };
      const browser = browserOf(deps, request);
      const result = await checkingCredentials(deps, request, () =>
        signInWithProvider(deps, provider, begun, browser),
      );
      if (result.kind === "unavailable") throw unavailable();
      if (result.kind === "no-role")
        throw refuse(
          "forbidden",
          "The provider knows you, but you have no role here. Ask an admin to add you, or to add you to a group that has one.",
        );
      if (result.kind !== "signed-in") throw new Error("a provider asked for a second factor");
      cookie.set(reply, result.cookie, result.maxAgeSeconds);
      return { status: "signed_in" as const, step: null };
    },
  );
}

function providerOf({ provider }: Pick<HttpDeps, "provider">): Provider {
  if (provider !== null) return provider;
  throw refuse("conflict", "No OpenID Connect provider is configured: set COUNTERSIGN_OIDC_ISSUER.");
}

function unavailable() {
  return refuse(
    "provider_unavailable",
    "The OpenID Connect provider does not respond as it should. The log says why.",
  );
}
