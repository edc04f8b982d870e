import {
  crossingLookupSchema,
  crossingPageSchema,
  pageQuerySchema,
  type RegistryCrossingResponse,
  registryCrossingSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import {
  type CrossingLookup,
  findCrossing,
  listCrossings,
  readCrossing,
  removeCrossing,
} from "../../../registry/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { positionOf, toPage } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";

const tags = ["registry"];

/** Border crossings of the registry. Every access is audited before anything is returned. */
export function registerRegistryCrossingRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/registry/crossings",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "listCrossings",
        summary: "List border crossings",
        description: "Returns the border crossings of the local registry without their data, newest first.",
        querystring: pageQuerySchema,
        response: { 200: crossingPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listCrossings(deps.db, { before: positionOf(cursor), limit: limit + 1 });
      return toPage(
        rows,
        limit,
        (row) => row.id,
        (row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }),
      );
    },
  );

  app.post(
    "/registry/crossings/lookup",
    {
      // A lookup changes nothing, and its response must not be stored.
      config: { access: "registry.manage", idempotent: false },
      schema: {
        tags,
        operationId: "lookUpCrossing",
        summary: "Look a border crossing up",
        description:
          "Finds the newest border crossing of a document, in the local registry and then in its sources.",
        body: crossingLookupSchema,
        response: { 200: registryCrossingSchema },
      },
    },
    async (request) => {
      const found = await findCrossing(deps, request.body.document);
      const origin = found.kind === "found" ? found : null;
      await audit(deps, deps.db, {
        actor: actorOf(request),
        action: "registry_crossing.look_up",
        ...(origin?.id && { target: origin.id }),
        details: { outcome: found.kind, source: origin?.source ?? null },
      });
      switch (found.kind) {
        case "found":
          return crossingView(found);
        case "unknown":
          throw refuse(
            "not_found",
            "Neither the local registry nor any source knows a crossing of this document.",
          );
        case "unavailable":
          throw refuse(
            "registry_unavailable",
            `The source "${found.source}" does not answer, and no other knows.`,
          );
      }
    },
  );

  app.get(
    "/registry/crossings/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "getCrossing",
        summary: "Read a border crossing",
        description: "Returns a border crossing of the local registry with its data; leaves an audit record.",
        params: idParams,
        response: { 200: registryCrossingSchema },
      },
    },
    async (request) => {
      const crossing = await readCrossing(deps, request.params.id);
      if (crossing === null) throw refuse("not_found", "There is no such crossing.");
      await audit(deps, deps.db, {
        actor: actorOf(request),
        action: "registry_crossing.view",
        target: crossing.id,
      });
      return crossingView({ ...crossing, source: null });
    },
  );

  app.delete(
    "/registry/crossings/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "deleteCrossing",
        summary: "Remove a border crossing",
        description: "Removes a border crossing from the local registry and destroys the key of its data.",
        sends: { 204: { description: "Removed." } },
        params: idParams,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const removed = await inTransaction(deps.db, async (tx) => {
        if (!(await removeCrossing(deps, tx, id))) return false;
        await audit(deps, tx, { actor: actorOf(request), action: "registry_crossing.delete", target: id });
        return true;
      });
      if (!removed) throw refuse("not_found", "There is no such crossing.");
      return reply.code(204).send();
    },
  );
}

type Shown = Pick<
  Extract<CrossingLookup, { kind: "found" }>,
  "id" | "source" | "updatedAt" | "record" | "photo"
>;

function crossingView({ id, source, updatedAt, record, photo }: Shown): RegistryCrossingResponse {
  return {
    id,
    source,
    updatedAt: updatedAt?.toISOString() ?? null,
    ...record,
    photo: photo?.toString("base64") ?? null,
  };
}
