import { acceptLinkSchema, linkPurposeSchema, readLinkSchema, signedInSchema } from "@countersign/wire";
import { acceptLink, readLink } from "../../../sign-in/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { type Refusal, refuse, refuseFields } from "../../refusals/problem.ts";
import { sessionCookie } from "../../session-cookie.ts";
import type { App } from "../../types.ts";
import { browserOf, checkingCredentials } from "./browser.ts";

const tags = ["sign-in"];
const config = { access: "public", idempotent: false } as const;

/** One-time links: to create the first operator, and to set a password. */
export function registerLinkRoutes(app: App, deps: HttpDeps): void {
  const cookie = sessionCookie(deps.publicUrl);

  app.post(
    "/links/read",
    {
      config,
      schema: {
        tags,
        operationId: "readLink",
        summary: "Read what a one-time link is for",
        description: "Doesn't use up the link. The link's secret is in the body, so that no log contains it.",
        body: readLinkSchema,
        response: { 200: linkPurposeSchema },
      },
    },
    async (request) => {
      const purpose = await checkingCredentials(deps, request, async () => {
        const found = await readLink(deps, request.body.link);
        if (found === null) throw countedAsInvalid(deps, request);
        return found;
      });
      const expiresAt = purpose.expiresAt.toISOString();
      if (purpose.kind === "first-operator")
        return { kind: "first_operator" as const, name: null, email: null, hasPassword: false, expiresAt };
      const { kind, name, email, hasPassword } = purpose;
      return { kind, name, email, hasPassword, expiresAt };
    },
  );

  app.post(
    "/links/accept",
    {
      config,
      schema: {
        tags,
        operationId: "acceptLink",
        summary: "Accept a one-time link",
        description:
          "Creates the first operator, or sets the password of the person who was invited, and sets the console's cookie. The link is used up; other sessions of the person end.",
        body: acceptLinkSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const browser = browserOf(deps, request);
      const result = await checkingCredentials(deps, request, () => acceptLink(deps, request.body, browser));
      if (result.kind === "unknown-link") throw countedAsInvalid(deps, request);
      if (result.kind === "field") throw refuseFields([{ field: result.field, problem: result.problem }]);
      if (result.kind !== "signed-in") throw new Error("a link asked for a second factor");
      cookie.set(reply, result.cookie, result.maxAgeSeconds);
      return { status: "signed_in" as const, step: null };
    },
  );
}

function countedAsInvalid(
  deps: Pick<HttpDeps, "failures" | "addresses">,
  request: Parameters<typeof browserOf>[1],
): Refusal {
  deps.failures.failed(browserOf(deps, request).address, "manage");
  return refuse("link_invalid", "This link was used, has ended or never existed. Ask an admin for another.");
}
