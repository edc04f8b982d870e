import {
  changeSourceSchema,
  createSourceSchema,
  ifMatchSchema,
  pageQuerySchema,
  sourcePageSchema,
  sourceSchema,
  testSourceResponseSchema,
  testSourceSchema,
} from "@countersign/wire";
import type { z } from "zod";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import {
  changeSource,
  createSource,
  findSource,
  pageOfSources,
  probeSource,
  removeSource,
  type Source,
  sourceProblems,
} from "../../../registry/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { positionOf, refuseCursor, toPage } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";

const tags = ["registry"];

/** HTTP registries that are queried if the local one doesn't know a person. */
export function registerRegistrySourceRoutes(app: App, deps: HttpDeps): void {
  const refuseProblems = async (input: Parameters<typeof sourceProblems>[1]): Promise<void> => {
    const found = await sourceProblems(deps, input);
    if (found === null) return;
    if (!found.address) throw refuseFields(found.problems);
    throw refuse("address_refused", "The source's address may not be called.", { errors: found.problems });
  };

  app.get(
    "/registry/sources",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "listRegistrySources",
        summary: "List registry sources",
        description: "Returns the HTTP sources in the order in which they are asked.",
        querystring: pageQuerySchema,
        response: { 200: sourcePageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await pageOfSources(deps.db, { after: placeOf(cursor), limit: limit + 1 });
      return toPage(rows, limit, ({ position, id }) => `${position}.${id}`, sourceAnswer);
    },
  );

  app.post(
    "/registry/sources",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "createRegistrySource",
        summary: "Add a registry source",
        description: "Adds an HTTP source that is asked about people whom the local registry does not know.",
        body: createSourceSchema,
        response: { 201: sourceSchema },
      },
    },
    async (request, reply) => {
      await refuseProblems(request.body);
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: async (tx) => {
          const created = await createSource(deps, tx, request.body);
          await audit(deps, tx, {
            actor: actorOf(request),
            action: "registry_source.create",
            target: created.id,
            details: { host: new URL(created.url).host },
          });
          return created;
        },
        answer: sourceAnswer,
      });
      return reply.code(201).send(withETag(reply, answer));
    },
  );

  app.patch(
    "/registry/sources/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "changeRegistrySource",
        summary: "Change a registry source",
        description: "Changes the given settings; absent ones stay, `apiKey: null` removes the key.",
        params: idParams,
        headers: ifMatchSchema,
        body: changeSourceSchema,
        response: { 200: sourceSchema },
      },
    },
    async (request, reply) => {
      const isMeant = matchingVersion(request);
      await refuseProblems(request.body);
      const { id } = request.params;
      const result = await inTransaction(deps.db, async (tx) => {
        const changed = await changeSource(deps, tx, id, request.body, isMeant);
        if (changed.kind === "changed")
          await audit(deps, tx, {
            actor: actorOf(request),
            action: "registry_source.change",
            target: id,
            details: { fields: Object.keys(request.body), host: new URL(changed.source.url).host },
          });
        return changed;
      });
      if (result.kind === "unknown") throw unknownSource();
      if (result.kind === "stale") throw versionMismatch(result.version);
      if (result.kind === "refused") throw refuseFields(result.problems);
      return withETag(reply, sourceAnswer(result.source));
    },
  );

  app.delete(
    "/registry/sources/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "deleteRegistrySource",
        summary: "Remove a registry source",
        description: "Removes a source; it is no longer queried.",
        sends: { 204: { description: "Removed." } },
        params: idParams,
        headers: ifMatchSchema,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const isMeant = matchingVersion(request);
      await inTransaction(deps.db, async (tx) => {
        const result = await removeSource(tx, id, isMeant);
        if (result.kind === "unknown") throw unknownSource();
        if (result.kind === "stale") throw versionMismatch(result.version);
        await audit(deps, tx, { actor: actorOf(request), action: "registry_source.delete", target: id });
      });
      return reply.code(204).send();
    },
  );

  app.post(
    "/registry/sources/:id/test",
    {
      config: { access: "registry.manage", idempotent: false },
      schema: {
        tags,
        operationId: "testRegistrySource",
        summary: "Test a registry source",
        description:
          "Asks one source about a person or about nobody, and returns how it responded without their data.",
        params: idParams,
        body: testSourceSchema.nullish(),
        response: { 200: testSourceResponseSchema },
      },
    },
    async (request) => {
      const source = await findSource(deps.db, request.params.id);
      if (source === null) throw unknownSource();
      const probe = await probeSource(deps, source, request.body ?? {});
      await audit(deps, deps.db, {
        actor: actorOf(request),
        action: "registry_source.test",
        target: source.id,
        details: { outcome: probe.outcome },
      });
      return probe;
    },
  );
}

function unknownSource() {
  return refuse("not_found", "There is no such source.");
}

function placeOf(cursor: string | undefined): { position: number; id: string } | undefined {
  const position = positionOf(cursor);
  if (position === undefined) return undefined;
  const [, order, id] = /^(\d{1,4})\.(src_[0-9a-z]{26})$/.exec(position) ?? [];
  if (order === undefined || id === undefined) throw refuseCursor();
  return { position: Number(order), id };
}

function sourceAnswer(source: Source): z.output<typeof sourceSchema> {
  const { id, name, url, hasApiKey, timeoutMs, mapping, position, active, createdAt, version } = source;
  return {
    id,
    name,
    url,
    hasApiKey,
    timeoutMs,
    mapping,
    order: position,
    active,
    createdAt: createdAt.toISOString(),
    version,
  };
}
