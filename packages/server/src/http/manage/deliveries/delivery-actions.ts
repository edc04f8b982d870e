import { type DeliveryId, deliverySchema, reasonBodySchema, resentSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import type { Tx } from "../../../db/index.ts";
import { findDelivery, resend, stopDelivery } from "../../../delivery/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { requireRoomOf } from "../../limits/quota.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { deliveryView } from "./delivery-view.ts";
import { visibleDelivery } from "./visible-delivery.ts";

const tags = ["deliveries"];
const access = "deliveries.send";

/** What can be done with one delivery: send it again, make its next attempt now, stop it. */
export function registerDeliveryActionRoutes(app: App, deps: HttpDeps): void {
  const viewOf = async (tx: Tx, id: DeliveryId) => {
    const found = await findDelivery({ ...deps, db: tx }, id);
    if (found === null) throw new Error("a delivery is gone from the log");
    return deliveryView(found);
  };

  app.post(
    "/deliveries/:id/resend",
    {
      config: { access },
      schema: {
        tags,
        operationId: "resendDelivery",
        summary: "Resend a delivery",
        description: "Sends a delivery again, under the same event id.",
        params: idParams,
        body: reasonBodySchema.nullish(),
        response: { 202: resentSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id, projectId } = await visibleDelivery(deps, actor, request.params.id);
      await requireRoomOf(deps, actor, projectId);
      const answer = await respondOnce(deps, request, {
        status: 202,
        work: async (tx) => {
          const { reason } = request.body ?? {};
          await audit(deps, tx, { actor, action: "delivery.resend", projectId, target: id, reason });
          return resend(deps, tx, [id]);
        },
        answer: (resent) => ({ resent }),
      });
      return reply.code(202).send(answer);
    },
  );

  app.post(
    "/deliveries/:id/retry",
    {
      config: { access },
      schema: {
        tags,
        operationId: "retryDelivery",
        summary: "Make the next attempt now",
        description: "Makes a delivery that waits for its next attempt due at once.",
        params: idParams,
        body: reasonBodySchema.nullish(),
        response: { 202: deliverySchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id, projectId, nextAttemptAt } = await visibleDelivery(deps, actor, request.params.id);
      if (nextAttemptAt === null) {
        throw refuse(
          "conflict",
          "The delivery does not wait for a next attempt: it has ended, is being sent at this moment, or waits for an earlier one of its subject. One that has ended can be resent.",
        );
      }
      const answer = await respondOnce(deps, request, {
        status: 202,
        work: async (tx) => {
          if ((await resend(deps, tx, [id])) === 0)
            throw refuse(
              "conflict",
              "The delivery can't be sent now: its webhook is off, or it is being sent.",
            );
          const { reason } = request.body ?? {};
          await audit(deps, tx, { actor, action: "delivery.retry", projectId, target: id, reason });
        },
        answer: (_, tx) => viewOf(tx, id),
      });
      return reply.code(202).send(answer);
    },
  );

  app.post(
    "/deliveries/:id/stop",
    {
      config: { access },
      schema: {
        tags,
        operationId: "stopDelivery",
        summary: "Stop a delivery",
        description:
          "Cancels a delivery that is on its way. A request in flight can't be recalled: the receiver may still get it.",
        params: idParams,
        body: reasonBodySchema.nullish(),
        response: { 200: deliverySchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId } = await visibleDelivery(deps, actor, request.params.id);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          if (!(await stopDelivery(deps, tx, id)))
            throw refuse("conflict", "The delivery has ended: there is nothing to stop.");
          const { reason } = request.body ?? {};
          await audit(deps, tx, { actor, action: "delivery.stop", projectId, target: id, reason });
        },
        answer: (_, tx) => viewOf(tx, id),
      });
    },
  );
}
