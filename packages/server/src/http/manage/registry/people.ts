import {
  pageQuerySchema,
  personLookupSchema,
  personPageSchema,
  type RegistryPersonResponse,
  registryPersonSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import {
  findPerson,
  findPersonByDocument,
  listPeople,
  type PersonLookup,
  readPerson,
  removePerson,
} from "../../../registry/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { positionOf, toPage } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";

const tags = ["registry"];

/** People of the registry. Every access is audited before anything is returned. */
export function registerRegistryPeopleRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/registry/people",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "listPeople",
        summary: "List people",
        description: "Returns the people of the local registry without their data, newest first.",
        querystring: pageQuerySchema,
        response: { 200: personPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listPeople(deps.db, { before: positionOf(cursor), limit: limit + 1 });
      return toPage(
        rows,
        limit,
        (row) => row.id,
        (row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }),
      );
    },
  );

  app.post(
    "/registry/people/lookup",
    {
      // A lookup changes nothing, and its response must not be stored.
      config: { access: "registry.manage", idempotent: false },
      schema: {
        tags,
        operationId: "lookUpPerson",
        summary: "Look a person up",
        description: "Finds a person by PINFL or document, in the local registry and then in its sources.",
        body: personLookupSchema,
        response: { 200: registryPersonSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const found: PersonLookup =
        "document" in body
          ? await findPersonByDocument(deps, body.document)
          : await findPerson(deps, {
              pinfl: body.pinfl,
              ...(body.birthDate !== undefined && { birthDate: body.birthDate }),
            });
      const origin = found.kind === "found" ? found : null;
      await audit(deps, deps.db, {
        actor: actorOf(request),
        action: "registry_person.look_up",
        ...(origin?.id && { target: origin.id }),
        details: {
          by: "document" in body ? "document" : "pinfl",
          outcome: found.kind,
          source: origin?.source ?? null,
        },
      });
      switch (found.kind) {
        case "found":
          return personView(found);
        case "unknown":
          throw refuse("not_found", "Neither the local registry nor any source knows this person.");
        case "wrong-birth-date":
          throw refuse("not_found", "The person of this PINFL has another birth date.");
        case "unavailable":
          throw refuse(
            "registry_unavailable",
            `The source "${found.source}" does not answer, and no other knows.`,
          );
      }
    },
  );

  app.get(
    "/registry/people/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "getPerson",
        summary: "Read a person's record",
        description: "Returns a person of the local registry with their data; leaves an audit record.",
        params: idParams,
        response: { 200: registryPersonSchema },
      },
    },
    async (request) => {
      const person = await readPerson(deps, request.params.id);
      if (person === null) throw refuse("not_found", "There is no such person.");
      await audit(deps, deps.db, {
        actor: actorOf(request),
        action: "registry_person.view",
        target: person.id,
      });
      return personView({ ...person, source: null });
    },
  );

  app.delete(
    "/registry/people/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "deletePerson",
        summary: "Remove a person",
        description: "Removes a person from the local registry and destroys the key of their data.",
        sends: { 204: { description: "Removed." } },
        params: idParams,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const removed = await inTransaction(deps.db, async (tx) => {
        if (!(await removePerson(deps, tx, id))) return false;
        await audit(deps, tx, { actor: actorOf(request), action: "registry_person.delete", target: id });
        return true;
      });
      if (!removed) throw refuse("not_found", "There is no such person.");
      return reply.code(204).send();
    },
  );
}

type Shown = Pick<
  Extract<PersonLookup, { kind: "found" }>,
  "id" | "source" | "updatedAt" | "record" | "photo"
>;

function personView({ id, source, updatedAt, record, photo }: Shown): RegistryPersonResponse {
  return {
    id,
    source,
    updatedAt: updatedAt?.toISOString() ?? null,
    person: record.person,
    registration: record.registration,
    photo: photo?.toString("base64") ?? null,
    locked: record.locked,
  };
}
