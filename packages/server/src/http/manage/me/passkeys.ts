import { addPasskeySchema, passkeyListSchema, passkeyOptionsSchema, passkeySchema } from "@countersign/wire";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import {
  addPasskey,
  arePasskeysPossible,
  listPasskeys,
  newPasskeyOptions,
  type Passkey,
  removePasskey,
} from "../../../sign-in/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import { confirmedSessionOf } from "../../signed-in.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { jsonOf } from "../session/session.ts";
import { accountOf, noContent } from "./account.ts";

const tags = ["account"];
const config = { access: "own_account.use", idempotent: false } as const;

/** One's own passkeys. */
export function registerPasskeyRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/me/passkeys",
    {
      config,
      schema: {
        tags,
        operationId: "listPasskeys",
        summary: "List one's own passkeys",
        description: "Returns all of them, newest first.",
        response: { 200: passkeyListSchema },
      },
    },
    async (request) => ({ data: (await listPasskeys(deps.db, actorOf(request).id)).map(passkeyView) }),
  );

  app.post(
    "/me/passkeys/options",
    {
      config,
      schema: {
        tags,
        operationId: "getNewPasskeyOptions",
        summary: "Begin to add a passkey",
        description: "Returns options for `navigator.credentials.create`, good for ten minutes and one use.",
        response: { 200: passkeyOptionsSchema },
      },
    },
    async (request) => {
      confirmedSessionOf(request, deps.clock());
      if (!arePasskeysPossible(deps.publicUrl)) {
        const detail = "Passkeys need an https address with a host name: set PUBLIC_URL to it.";
        throw refuse("conflict", detail);
      }
      return { options: jsonOf(await newPasskeyOptions(deps, await accountOf(deps, request))) };
    },
  );

  app.post(
    "/me/passkeys",
    {
      config,
      schema: {
        tags,
        operationId: "addPasskey",
        summary: "Add a passkey",
        description: "Keeps the public key of a passkey that the browser made.",
        body: addPasskeySchema,
        response: { 201: passkeySchema },
      },
    },
    async (request, reply) => {
      confirmedSessionOf(request, deps.clock());
      const actor = actorOf(request);
      const { name } = request.body;
      const response = request.body.response as unknown as RegistrationResponseJSON;
      const passkey = await addPasskey(deps, actor.id, { name, response }, actor);
      if (passkey === null)
        throw refuseFields([{ field: "response", problem: "is not the response to the latest options" }]);
      return reply.code(201).send(passkeyView(passkey));
    },
  );

  app.delete(
    "/me/passkeys/:id",
    {
      config,
      schema: {
        tags,
        operationId: "removePasskey",
        summary: "Remove a passkey",
        description: "It signs nobody in any more. Sessions that it opened stay.",
        params: idParams,
        response: { 204: z.null().describe("It is removed.") },
      },
    },
    async (request, reply) => {
      confirmedSessionOf(request, deps.clock());
      const actor = actorOf(request);
      if (!(await removePasskey(deps, actor.id, request.params.id, actor)))
        throw refuse("not_found", "There is no such passkey.");
      return noContent(reply);
    },
  );
}

function passkeyView({ id, name, createdAt, lastUsedAt }: Passkey) {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
