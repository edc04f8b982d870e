import {
  confirmSchema,
  passkeyOptionsSchema,
  passkeySignInSchema,
  secondFactorSchema,
  signedInSchema,
  signInOptionsSchema,
  signInSchema,
} from "@countersign/wire";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { hasOperator } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import {
  arePasskeysPossible,
  confirmByPassword,
  endSessions,
  findSignedIn,
  passkeySignInOptions,
  type SignInResult,
  signInWithPasskey,
  signInWithPassword,
  signInWithSecondFactor,
} from "../../../sign-in/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { sessionCookie } from "../../session-cookie.ts";
import { sessionOf } from "../../signed-in.ts";
import type { App } from "../../types.ts";
import { createBegunSteps } from "./begun-steps.ts";
import { browserOf, checkingCredentials } from "./browser.ts";

const tags = ["sign-in"];
const open = { access: "public", idempotent: false } as const;
const own = { access: "own_account.use", idempotent: false } as const;

/** Signing in to the console, and out of it. */
export function registerSignInRoutes(app: App, deps: HttpDeps): void {
  const cookie = sessionCookie(deps.publicUrl);
  const begins = createBegunSteps(deps);
  const answer = (
    reply: FastifyReply,
    result: Extract<SignInResult, { kind: "signed-in" | "second-factor" }>,
  ) => {
    if (result.kind === "second-factor")
      return { status: "second_factor_required" as const, step: result.step };
    cookie.set(reply, result.cookie, result.maxAgeSeconds);
    return { status: "signed_in" as const, step: null };
  };

  app.get(
    "/session/options",
    {
      config: open,
      schema: {
        tags,
        operationId: "getSignInOptions",
        summary: "Read how people can sign in",
        description: "Returns what a sign-in page offers. It needs no credentials.",
        response: { 200: signInOptionsSchema },
      },
    },
    async (request) => ({
      passkeys: arePasskeysPossible(deps.publicUrl),
      provider: deps.provider && { name: deps.provider.settings.name },
      setUp: deps.operatorToken !== null || (await hasOperator(deps)),
      signedIn: (await findSignedIn(deps, cookie.read(request) ?? "")) !== null,
    }),
  );

  app.post(
    "/session",
    {
      config: open,
      schema: {
        tags,
        operationId: "signIn",
        summary: "Sign in with a password",
        description:
          "Sets the console's cookie, or returns the step for a second factor. Five failures in a row from an address lock the account there, for a minute at first: `sign_in_locked`, with `Retry-After`.",
        body: signInSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const browser = browserOf(deps, request);
      const result = await checkingCredentials(deps, request, () =>
        signInWithPassword(deps, request.body, browser),
      );
      return answer(reply, result);
    },
  );

  app.post(
    "/session/second-factor",
    {
      config: open,
      schema: {
        tags,
        operationId: "signInWithSecondFactor",
        summary: "Sign in with a second factor",
        description:
          "Takes a code of the authenticator app or a recovery code, and sets the console's cookie.",
        body: secondFactorSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const browser = browserOf(deps, request);
      const result = await checkingCredentials(deps, request, () =>
        signInWithSecondFactor(deps, request.body, browser),
      );
      return answer(reply, result);
    },
  );

  app.post(
    "/session/passkey/options",
    {
      config: open,
      schema: {
        tags,
        operationId: "getPasskeySignInOptions",
        summary: "Begin to sign in with a passkey",
        description: "Returns options for `navigator.credentials.get`, good for ten minutes and one use.",
        response: { 200: passkeyOptionsSchema },
      },
    },
    async (request) => {
      begins(request);
      return { options: jsonOf(await passkeySignInOptions(deps)) };
    },
  );

  app.post(
    "/session/passkey/verify",
    {
      config: open,
      schema: {
        tags,
        operationId: "signInWithPasskey",
        summary: "Sign in with a passkey",
        description: "Sets the console's cookie. A passkey counts as both factors.",
        body: passkeySignInSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const browser = browserOf(deps, request);
      // What it lacks makes its verification fail: the library checks each part.
      const response = request.body.response as unknown as AuthenticationResponseJSON;
      const result = await checkingCredentials(deps, request, () =>
        signInWithPasskey(deps, response, browser),
      );
      return answer(reply, result);
    },
  );

  app.post(
    "/session/confirm",
    {
      config: own,
      schema: {
        tags,
        operationId: "confirmSession",
        summary: "Prove by password who you are",
        description: "For 15 minutes, passwords, factors and tokens can be changed in this session.",
        body: confirmSchema,
        response: { 204: z.null().describe("The session is confirmed.") },
      },
    },
    async (request, reply) => {
      const { id: operatorId } = actorOf(request);
      const { sessionId } = sessionOf(request);
      const { address } = browserOf(deps, request);
      const { password } = request.body;
      await checkingCredentials(deps, request, () =>
        confirmByPassword(deps, { operatorId, sessionId, password, address }),
      );
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/session",
    {
      config: own,
      schema: {
        tags,
        operationId: "signOut",
        summary: "Sign out",
        description: "Ends the session of this browser, in every process at once.",
        response: { 204: z.null().describe("The session is over.") },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { sessionId } = sessionOf(request);
      await inTransaction(deps.db, (tx) => endSessions(deps, tx, actor.id, { only: sessionId }, actor));
      cookie.clear(reply);
      return reply.code(204).send(null);
    },
  );
}

/** Options as plain JSON: the library leaves members in that are undefined. */
export function jsonOf(options: object): Record<string, z.core.util.JSONType> {
  return JSON.parse(JSON.stringify(options));
}
