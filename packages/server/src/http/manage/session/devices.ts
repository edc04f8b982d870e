import {
  askDeviceSchema,
  askedDeviceSchema,
  collectDeviceSchema,
  deviceAnswerSchema,
  deviceRequestSchema,
  userCodeSchema,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import {
  approveDevice,
  askForDevice,
  collectDevice,
  readDevice,
  refuseDevice,
  shownCode,
} from "../../../sign-in/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import { confirmedSessionOf, sessionOf } from "../../signed-in.ts";
import type { App } from "../../types.ts";
import { accountOf, noContent } from "../me/account.ts";
import { browserOf } from "./browser.ts";

const tags = ["sign-in"];
const open = { access: "public", idempotent: false } as const;
const own = { access: "own_account.use", idempotent: false } as const;
const pollSeconds = 2;

/** Signing in at the command line: it shows a code, which a person confirms in the console. */
export function registerDeviceRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/devices",
    {
      config: open,
      schema: {
        tags,
        operationId: "askForDevice",
        summary: "Ask for a token at a device",
        description:
          "Begins to sign in at a program without a browser. A person enters `userCode` in the console within ten minutes; the program asks for its token with `deviceCode`.",
        body: askDeviceSchema,
        response: { 200: askedDeviceSchema },
      },
    },
    async (request) => {
      const { address } = browserOf(deps, request);
      const asked = await askForDevice(deps, { name: request.body.name, address });
      if (asked === null) throw refuse("rate_limited", "Too many sign-ins are open. Try again.", {}, 60);
      const verificationUrl = `${deps.publicUrl}/console/device`;
      return {
        deviceCode: asked.deviceCode,
        userCode: shownCode(asked.userCode),
        verificationUrl,
        expiresAt: asked.expiresAt.toISOString(),
        intervalSeconds: pollSeconds,
      };
    },
  );

  app.post(
    "/devices/token",
    {
      config: open,
      schema: {
        tags,
        operationId: "collectDeviceToken",
        summary: "Collect a device's token",
        description:
          "Returns whether a person has decided. `token` is shown once. Ask again every `intervalSeconds`.",
        body: collectDeviceSchema,
        response: { 200: deviceAnswerSchema },
      },
    },
    async (request) => {
      const answer = await collectDevice(deps, request.body.deviceCode);
      const token = answer.kind === "approved" ? answer.token : null;
      const expiresAt = answer.kind === "approved" ? answer.expiresAt.toISOString() : null;
      return { status: answer.kind, token, expiresAt };
    },
  );

  app.post(
    "/devices/read",
    {
      config: own,
      schema: {
        tags,
        operationId: "readDevice",
        summary: "Read what asks for a token",
        description:
          "Returns the program that waits under a code. The code is in the body, so that no log contains it.",
        body: userCodeSchema,
        response: { 200: deviceRequestSchema },
      },
    },
    async (request) => {
      sessionOf(request);
      const found = await readDevice(deps, deps.db, request.body.userCode);
      if (found === null) throw noSuchCode();
      return { name: found.name, address: found.address, askedAt: found.askedAt.toISOString() };
    },
  );

  app.post(
    "/devices/approve",
    {
      config: own,
      schema: {
        tags,
        operationId: "approveDevice",
        summary: "Approve a device",
        description:
          "The program that waits under the code gets a token of one's own for 90 days. It needs a sign-in or proof of the last 15 minutes.",
        body: userCodeSchema,
        response: { 204: z.null().describe("The program has its token with its next question.") },
      },
    },
    async (request, reply) => {
      confirmedSessionOf(request, deps.clock());
      await accountOf(deps, request);
      if (!(await approveDevice(deps, request.body.userCode, operatorOf(request)))) throw noSuchCode();
      return noContent(reply);
    },
  );

  app.post(
    "/devices/refuse",
    {
      config: own,
      schema: {
        tags,
        operationId: "refuseDevice",
        summary: "Refuse a device",
        description: "The program that waits under the code gets nothing.",
        body: userCodeSchema,
        response: { 204: z.null().describe("The code is void.") },
      },
    },
    async (request, reply) => {
      sessionOf(request);
      if (!(await refuseDevice(deps, request.body.userCode, operatorOf(request)))) throw noSuchCode();
      return noContent(reply);
    },
  );
}

function operatorOf(request: FastifyRequest) {
  const actor = actorOf(request);
  if (actor.kind !== "operator") throw new Error("a project's key has no account");
  return actor;
}

function noSuchCode() {
  return refuse(
    "not_found",
    "Nothing waits under this code: it was used, is over ten minutes old, or is mistyped.",
  );
}
