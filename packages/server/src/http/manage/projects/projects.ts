import {
  configPatchSchema,
  createdProjectSchema,
  createProjectSchema,
  ifMatchSchema,
  type ProjectConfig,
  projectConfigViewSchema,
  projectPageSchema,
  projectQuerySchema,
  projectSchema,
  projectSettingsSchema,
} from "@countersign/wire";
import { inTransaction } from "../../../db/index.ts";
import {
  changeConfig,
  changeSettings,
  createProject,
  listProjects,
  readConfig,
  setArchived,
} from "../../../projects/index.ts";
import { actorOf, type Caller, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { createdAtRange, timePlaceOf, timePosition, toPage } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { tokenEnd } from "../operators/token-end.ts";
import { projectView, projectViews } from "./project-view.ts";
import { unknownProject, visibleProject } from "./visible-project.ts";

const tags = ["projects"];

/** Tenants: creation, secrets, static addresses. */
export function registerProjectRoutes(app: App, deps: HttpDeps): void {
  const visible = (actor: Caller, id: string) => visibleProject(deps.db, actor, id);

  app.post(
    "/projects",
    {
      config: { access: "projects.create" },
      schema: {
        tags,
        operationId: "createProject",
        summary: "Create a project",
        description:
          "Creates a tenant with its secrets and a first API key. They are shown in this response only.",
        body: createProjectSchema,
        response: { 201: createdProjectSchema },
      },
    },
    async (request, reply) => {
      const apiKeyExpiresAt = tokenEnd(deps, "apiKeyExpiresAt", request.body.apiKeyExpiresAt);
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: (tx) => createProject(deps, tx, { ...request.body, apiKeyExpiresAt }, actorOf(request)),
        answer: async ({ project, ...secrets }, tx) => ({
          ...(await projectView(deps, tx, project)),
          ...secrets,
        }),
        repeated: (first) => ({ ...first, secret: null, apiKey: null, webhookSecret: null }),
      });
      return reply.code(201).send(withETag(reply, answer));
    },
  );

  app.get(
    "/projects",
    {
      config: { access: "projects.read" },
      schema: {
        tags,
        operationId: "listProjects",
        summary: "List projects",
        description: "Returns projects, newest first: those that the caller has a role in.",
        querystring: projectQuerySchema,
        response: { 200: projectPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, status, mode } = request.query;
      const range = createdAtRange(request.query);
      const ids = narrowTo(actorOf(request), undefined);
      if (ids === "none") return { data: [], nextCursor: null };
      const rows = await listProjects(deps.db, {
        ids,
        status,
        mode,
        ...range,
        after: timePlaceOf(cursor),
        limit: limit + 1,
      });
      const page = toPage(rows, limit, timePosition, (row) => row);
      return { ...page, data: await projectViews(deps, deps.db, page.data) };
    },
  );

  app.get(
    "/projects/:id",
    {
      config: { access: "projects.read" },
      schema: {
        tags,
        operationId: "getProject",
        summary: "Read a project",
        description: "Returns a project without its secrets.",
        params: idParams,
        response: { 200: projectSchema },
      },
    },
    async (request, reply) =>
      withETag(reply, await projectView(deps, deps.db, await visible(actorOf(request), request.params.id))),
  );

  app.patch(
    "/projects/:id",
    {
      config: { access: "projects.change" },
      schema: {
        tags,
        operationId: "changeProject",
        summary: "Change a project",
        description: "Changes the given settings; absent ones stay as they are.",
        params: idParams,
        headers: ifMatchSchema,
        body: projectSettingsSchema,
        response: { 200: projectSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const isMeant = matchingVersion(request);
      const { id } = await visible(actor, request.params.id);
      const result = await inTransaction(deps.db, (tx) =>
        changeSettings(deps, tx, id, request.body, actor, isMeant),
      );
      if (result.kind === "unknown") throw unknownProject();
      if (result.kind === "stale") throw versionMismatch(result.version);
      if (result.kind === "refused") throw refuseFields(result.problems);
      return withETag(reply, await projectView(deps, deps.db, result.project));
    },
  );

  for (const [step, archived] of [
    ["archive", true],
    ["restore", false],
  ] as const) {
    app.post(
      `/projects/:id/${step}`,
      {
        config: { access: "projects.change" },
        schema: {
          tags,
          operationId: archived ? "archiveProject" : "restoreProject",
          summary: archived ? "Archive a project" : "Restore an archived project",
          description: archived
            ? "From the next request on it takes no new sessions, events, interceptions or orders: such calls are refused with `project_archived`. What is under way ends as usual, and everything can still be read."
            : "From the next request on it takes new sessions, events, interceptions and orders again.",
          params: idParams,
          response: { 200: projectSchema },
        },
      },
      async (request, reply) => {
        const view = await respondOnce(deps, request, {
          status: 200,
          work: (tx) => setArchived(deps, tx, request.params.id, archived, actorOf(request)),
          answer: (result, tx) => {
            if (result.kind === "unknown") throw unknownProject();
            if (result.kind === "same")
              throw refuse("conflict", `The project is ${archived ? "archived already" : "not archived"}.`);
            return projectView(deps, tx, result.project);
          },
        });
        return withETag(reply, view);
      },
    );
  }

  app.get(
    "/projects/:id/config",
    {
      config: { access: "addresses.read" },
      schema: {
        tags,
        operationId: "getProjectConfig",
        summary: "Read a project's static addresses",
        description: "Returns where personal data is sent and where applicants return to.",
        params: idParams,
        response: { 200: projectConfigViewSchema },
      },
    },
    async (request, reply) => {
      const { id } = await visible(actorOf(request), request.params.id);
      return withETag(reply, configView(await readConfig(deps, id)));
    },
  );

  app.patch(
    "/projects/:id/config",
    {
      config: {
        access: "addresses.change",
        refusal: "A project's static addresses change through an operator only: ask yours to set them.",
      },
      schema: {
        tags,
        operationId: "changeProjectConfig",
        summary: "Change a project's static addresses",
        description: "Changes the given addresses; absent ones stay, null clears one. Only operators can.",
        params: idParams,
        headers: ifMatchSchema,
        body: configPatchSchema,
        response: { 200: projectConfigViewSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const isMeant = matchingVersion(request);
      const { id } = await visible(actor, request.params.id);
      const result = await changeConfig(deps, id, request.body, actor, isMeant);
      if (result.kind === "stale") throw versionMismatch(result.version);
      if (result.kind === "refused") {
        const fields = result.problems.map(({ field }) => field).join(", ");
        throw refuse("address_refused", `Nothing was changed; refused: ${fields}.`, {
          errors: result.problems,
        });
      }
      return withETag(reply, configView(result));
    },
  );
}

function configView({ config, version }: { config: ProjectConfig; version: number }) {
  return { ...config, version };
}
