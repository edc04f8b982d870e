import {
  type AccountView,
  accountSchema,
  changeAccountSchema,
  confirmTotpSchema,
  newPasswordSchema,
  newTotpSchema,
  recoveryCodesSchema,
} from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type OperatorActor, permissionsOf } from "../../../access/index.ts";
import {
  type Account,
  beginTotp,
  changeAccount,
  changePassword,
  confirmTotp,
  readAccount,
  removeTotp,
  renewRecoveryCodes,
} from "../../../sign-in/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import { confirmedForMs, confirmedSessionOf } from "../../signed-in.ts";
import type { App } from "../../types.ts";
import { unlessBusy } from "../session/browser.ts";

const tags = ["account"];
const config = { access: "own_account.use", idempotent: false } as const;

/** One's own account: name, preferences, password, authenticator app. */
export function registerAccountRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/me",
    {
      config,
      schema: {
        tags,
        operationId: "getAccount",
        summary: "Read one's own account",
        description: "Returns who calls, what they may do, and how they want to see the console.",
        response: { 200: accountSchema },
      },
    },
    async (request) => accountView(deps, request),
  );

  app.patch(
    "/me",
    {
      config,
      schema: {
        tags,
        operationId: "changeAccount",
        summary: "Change one's own account",
        description: "Changes name or preferences; absent members stay.",
        body: changeAccountSchema,
        response: { 200: accountSchema },
      },
    },
    async (request) => {
      const { id } = await accountOf(deps, request);
      await changeAccount(deps, id, request.body, actorOf(request));
      return accountView(deps, request);
    },
  );

  app.put(
    "/me/password",
    {
      config,
      schema: {
        tags,
        operationId: "changePassword",
        summary: "Change one's own password",
        description: "Sessions at other browsers end. It needs a sign-in or proof of the last 15 minutes.",
        body: newPasswordSchema,
        response: { 204: z.null().describe("The new password counts.") },
      },
    },
    async (request, reply) => {
      const { sessionId } = confirmedSessionOf(request, deps.clock());
      const account = await accountOf(deps, request);
      if (account.email === null)
        throw refuse("conflict", "You have no e-mail address to sign in with: ask an admin to set it.");
      const { password } = request.body;
      const problem = await unlessBusy(() =>
        changePassword(deps, account, { password, sessionId }, actorOf(request)),
      );
      if (problem !== null) throw refuseFields([{ field: "password", problem }]);
      return noContent(reply);
    },
  );

  app.post(
    "/me/totp",
    {
      config,
      schema: {
        tags,
        operationId: "beginTotp",
        summary: "Begin to set up an authenticator app",
        description: "Returns a secret. Nothing changes before the app's first code is confirmed.",
        response: { 200: newTotpSchema },
      },
    },
    async (request) => {
      confirmedSessionOf(request, deps.clock());
      return beginTotp(deps, await accountOf(deps, request));
    },
  );

  app.post(
    "/me/totp/confirm",
    {
      config,
      schema: {
        tags,
        operationId: "confirmTotp",
        summary: "Set up an authenticator app",
        description: "Takes the app's first code. Returns ten recovery codes, in this response only.",
        body: confirmTotpSchema,
        response: { 200: recoveryCodesSchema },
      },
    },
    async (request) => {
      confirmedSessionOf(request, deps.clock());
      const actor = actorOf(request);
      const recoveryCodes = await confirmTotp(deps, actor.id, request.body, actor);
      if (recoveryCodes === null)
        throw refuseFields([{ field: "code", problem: "is not the code that the app shows now" }]);
      return { recoveryCodes };
    },
  );

  app.delete(
    "/me/totp",
    {
      config,
      schema: {
        tags,
        operationId: "removeTotp",
        summary: "Remove the authenticator app",
        description: "Removes it and the recovery codes: the password alone signs in then.",
        response: { 204: z.null().describe("There is none any more.") },
      },
    },
    async (request, reply) => {
      confirmedSessionOf(request, deps.clock());
      const actor = actorOf(request);
      await removeTotp(deps, actor.id, actor);
      return noContent(reply);
    },
  );

  app.post(
    "/me/recovery-codes",
    {
      config,
      schema: {
        tags,
        operationId: "renewRecoveryCodes",
        summary: "Replace the recovery codes",
        description: "Returns ten new codes, in this response only; the previous ones are void.",
        response: { 200: recoveryCodesSchema },
      },
    },
    async (request) => {
      confirmedSessionOf(request, deps.clock());
      const actor = actorOf(request);
      const recoveryCodes = await renewRecoveryCodes(deps, actor.id, actor);
      if (recoveryCodes === null)
        throw refuse("conflict", "Recovery codes go with an authenticator app: set one up first.");
      return { recoveryCodes };
    },
  );
}

/** The caller's account. The holder of COUNTERSIGN_OPERATOR_TOKEN has none. */
export async function accountOf(deps: Pick<HttpDeps, "db">, request: FastifyRequest): Promise<Account> {
  const account = await readAccount(deps.db, actorOf(request).id);
  if (account === null) throw refuse("conflict", "COUNTERSIGN_OPERATOR_TOKEN is nobody's account.");
  return account;
}

async function accountView(
  deps: Pick<HttpDeps, "db" | "clock">,
  request: FastifyRequest,
): Promise<AccountView> {
  const caller = actorOf(request);
  if (caller.kind !== "operator") throw new Error("a project's key has no account");
  const stored = await readAccount(deps.db, caller.id);
  const account = stored ?? accountOfNobody(caller);
  const { signedIn } = request;
  const until = signedIn === null ? 0 : signedIn.confirmedAt + confirmedForMs;
  return {
    ...account,
    projectRoles: [...account.projectRoles],
    permissions: permissionsOf(caller),
    sessionId: signedIn?.sessionId ?? null,
    confirmedUntil: until > deps.clock() ? new Date(until).toISOString() : null,
  };
}

function accountOfNobody({ id, name, roles }: OperatorActor): Account {
  return {
    id,
    name,
    email: null,
    role: roles.everywhere,
    projectRoles: [],
    preferences: {},
    hasPassword: false,
    hasTotp: false,
    recoveryCodesLeft: 0,
    passkeyCount: 0,
    version: 1,
  };
}

export function noContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send(null);
}
