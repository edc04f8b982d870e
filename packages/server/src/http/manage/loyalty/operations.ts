import {
  gatewaySchema,
  gatewayViewSchema,
  ifMatchSchema,
  kycLevelResponseSchema,
  kycLevelSchema,
  type ProjectId,
  paymentSettingsSchema,
  paymentSettingsViewSchema,
} from "@countersign/wire";
import * as z from "zod";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { gatewayProblems, readGateway, replaceGateway } from "../../../gateway/index.ts";
import { decideKycLevel } from "../../../operations/index.ts";
import {
  changePaymentSettings,
  paymentAddressProblems,
  readPaymentSettings,
  removePaymentSettings,
} from "../../../payments/index.ts";
import { findProject } from "../../../projects/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";

const tags = ["operations"];
const refusal = "Addresses that operations go to change through an operator only: ask yours to set them.";

/** The parts of a project's operations that operators configure: upstreams, the bank, and a user's KYC level. */
export function registerOperationSettingsRoutes(app: App, deps: HttpDeps): void {
  const projectId = async (id: string): Promise<ProjectId> => {
    const project = await findProject(deps.db, id);
    if (project === null) throw refuse("not_found", "There is no such project.");
    return project.id;
  };

  app.get(
    "/projects/:id/gateway",
    {
      config: { access: "gateway.read" },
      schema: {
        tags,
        operationId: "getGateway",
        summary: "Read a gateway",
        description: "Returns which of the project's operations go to an upstream.",
        params: idParams,
        response: { 200: gatewayViewSchema },
      },
    },
    async (request, reply) => {
      if (!maySee(actorOf(request), request.params.id))
        throw refuse("not_found", "There is no such project.");
      return withETag(reply, await readGateway(deps.db, await projectId(request.params.id)));
    },
  );

  app.put(
    "/projects/:id/gateway",
    {
      config: { access: "gateway.change", refusal },
      schema: {
        tags,
        operationId: "setGateway",
        summary: "Map operations to upstreams",
        description: "Replaces the whole mapping; operations left out are served here. Only operators can.",
        params: idParams,
        headers: ifMatchSchema,
        body: gatewaySchema,
        response: { 200: gatewayViewSchema },
      },
    },
    async (request, reply) => {
      const isMeant = matchingVersion(request);
      const id = await projectId(request.params.id);
      const errors = await gatewayProblems(deps, id, request.body);
      if (errors.length > 0) throw refuse("address_refused", "Nothing was changed.", { errors });
      await inTransaction(deps.db, async (tx) => {
        const result = await replaceGateway(tx, id, request.body, isMeant);
        if (result.kind === "stale") throw versionMismatch(result.version);
        const operations = Object.keys(request.body.operations);
        await audit(deps, tx, {
          actor: actorOf(request),
          action: "gateway.change",
          projectId: id,
          target: id,
          details: { operations },
        });
      });
      return withETag(reply, await readGateway(deps.db, id));
    },
  );

  app.get(
    "/projects/:id/payments",
    {
      config: { access: "payments.manage" },
      schema: {
        tags,
        operationId: "getPaymentSettings",
        summary: "Read the acquiring bank's settings",
        description: "Returns a project's acquiring settings. The password is never shown.",
        params: idParams,
        response: { 200: paymentSettingsViewSchema },
      },
    },
    async (request, reply) => withETag(reply, await settings(await projectId(request.params.id))),
  );

  app.put(
    "/projects/:id/payments",
    {
      config: { access: "payments.manage", refusal },
      schema: {
        tags,
        operationId: "setPaymentSettings",
        summary: "Set the acquiring bank's credentials",
        description:
          "Sets where and as whom the bank is asked about payments. An absent password stays as it is.",
        params: idParams,
        headers: ifMatchSchema,
        body: paymentSettingsSchema,
        response: { 200: paymentSettingsViewSchema },
      },
    },
    async (request, reply) => {
      const isMeant = matchingVersion(request);
      const id = await projectId(request.params.id);
      const errors = await paymentAddressProblems(deps, id, request.body);
      if (errors.length > 0) throw refuse("address_refused", "Nothing was changed.", { errors });
      await inTransaction(deps.db, async (tx) => {
        const result = await changePaymentSettings(deps, tx, id, request.body, isMeant);
        if (result.kind === "stale") throw versionMismatch(result.version);
        if (result.kind === "no-password")
          throw refuseFields([{ field: "password", problem: "is required the first time" }]);
        await audit(deps, tx, {
          actor: actorOf(request),
          action: "payments.change",
          projectId: id,
          target: id,
          details: {
            host: new URL(request.body.baseUrl).host,
            password: request.body.password !== undefined,
          },
        });
      });
      return withETag(reply, await settings(id));
    },
  );

  app.delete(
    "/projects/:id/payments",
    {
      config: { access: "payments.manage" },
      schema: {
        tags,
        operationId: "deletePaymentSettings",
        summary: "Remove the acquiring bank's settings",
        description: "Removes a project's acquiring settings; payments can no longer be asked about.",
        sends: { 204: { description: "Removed." } },
        params: idParams,
      },
    },
    async (request, reply) => {
      const id = await projectId(request.params.id);
      const removed = await inTransaction(deps.db, async (tx) => {
        if (!(await removePaymentSettings(tx, id))) return false;
        await audit(deps, tx, {
          actor: actorOf(request),
          action: "payments.delete",
          projectId: id,
          target: id,
        });
        return true;
      });
      if (!removed) throw refuse("not_found", "The project has no acquiring settings.");
      return reply.code(204).send();
    },
  );

  app.put(
    "/projects/:id/users/:userId/kyc-level",
    {
      config: { access: "users.change" },
      schema: {
        tags,
        operationId: "setKycLevel",
        summary: "Set a user's KYC level",
        description: "Sets the level by an operator's decision; null leaves it to the user's sessions.",
        params: z.object({ id: idParams.shape.id, userId: idParams.shape.id }),
        body: kycLevelSchema,
        response: { 200: kycLevelResponseSchema },
      },
    },
    async (request) => {
      const { userId } = request.params;
      const id = await projectId(request.params.id);
      const { level } = request.body;
      const kycLevel = await inTransaction(deps.db, async (tx) => {
        const decided = await decideKycLevel(tx, id, userId, level);
        if (decided !== null)
          await audit(deps, tx, {
            actor: actorOf(request),
            action: "user.kyc_level",
            projectId: id,
            target: userId,
            details: { level },
          });
        return decided;
      });
      if (kycLevel === null) throw refuse("not_found", "There is no such user.");
      return { userId, kycLevel };
    },
  );

  async function settings(id: ProjectId) {
    const stored = await readPaymentSettings(deps.db, id);
    if (stored === null) throw refuse("not_found", "The project has no acquiring settings.");
    const { baseUrl, userName, updatedAt, version } = stored;
    return { baseUrl, userName, hasPassword: true, updatedAt: updatedAt.toISOString(), version };
  }
}
