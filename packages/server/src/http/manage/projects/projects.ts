import {
  configPatchSchema,
  createdProjectSchema,
  createProjectSchema,
  pageQuerySchema,
  projectConfigSchema,
  projectPageSchema,
  projectSchema,
  projectSettingsSchema,
} from "@countersign/wire";
import type { BearerActor } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import {
  changeConfig,
  changeSettings,
  createProject,
  findProject,
  listProjects,
  type Project,
  readConfig,
} from "../../../projects/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import { pageAnswer, timePlaceOf, timePosition } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { tokenEnd } from "../operators/token-end.ts";
import { projectView, projectViews } from "./project-view.ts";

const tags = ["projects"];

/** Tenants: creation, secrets, static addresses. */
export function registerProjectRoutes(app: App, deps: HttpDeps): void {
  const visible = async (actor: BearerActor, id: string): Promise<Project> => {
    const project = maySee(actor, id) ? await findProject(deps.db, id) : null;
    if (project === null) throw refuse("not_found", "There is no such project.");
    return project;
  };

  app.post(
    "/projects",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "Create a project; its secrets are shown by this answer alone",
        body: createProjectSchema,
        response: { 201: createdProjectSchema },
      },
    },
    async (request, reply) => {
      const apiKeyExpiresAt = tokenEnd(deps, "apiKeyExpiresAt", request.body.apiKeyExpiresAt);
      const answer = await answerOnce(deps, request, {
        status: 201,
        work: (tx) => createProject(deps, tx, { ...request.body, apiKeyExpiresAt }, actorOf(request)),
        answer: async ({ project, ...secrets }, tx) => ({
          ...(await projectView(deps, tx, project)),
          ...secrets,
        }),
        repeated: (first) => ({ ...first, secret: null, apiKey: null, webhookSecret: null }),
      });
      return reply.code(201).send(answer);
    },
  );

  app.get(
    "/projects",
    {
      config: { access: ["operator", "reviewer", "project"] },
      schema: {
        tags,
        summary: "List projects, newest first; a project's key sees its own",
        querystring: pageQuerySchema,
        response: { 200: projectPageSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { limit, cursor } = request.query;
      if (actor.kind === "project") {
        const own = await visible(actor, actor.projectId);
        return { data: [await projectView(deps, deps.db, own)], nextCursor: null };
      }
      const rows = await listProjects(deps.db, { after: timePlaceOf(cursor), limit: limit + 1 });
      const page = pageAnswer(rows, limit, timePosition, (row) => row);
      return { ...page, data: await projectViews(deps, deps.db, page.data) };
    },
  );

  app.get(
    "/projects/:id",
    {
      config: { access: ["operator", "reviewer", "project"] },
      schema: { tags, summary: "Read a project", params: idParams, response: { 200: projectSchema } },
    },
    async (request) => projectView(deps, deps.db, await visible(actorOf(request), request.params.id)),
  );

  app.patch(
    "/projects/:id",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "Change a project's settings; absent ones stay",
        params: idParams,
        body: projectSettingsSchema,
        response: { 200: projectSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = await visible(actor, request.params.id);
      const changed = await inTransaction(deps.db, (tx) => changeSettings(deps, tx, id, request.body, actor));
      if (changed === null) throw new Error("a project vanished while its settings were changed");
      if (!changed.ok) throw refuseFields(changed.problems);
      return projectView(deps, deps.db, changed.project);
    },
  );

  app.get(
    "/projects/:id/config",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "Read a project's static addresses",
        params: idParams,
        response: { 200: projectConfigSchema },
      },
    },
    async (request) => {
      const { id } = await visible(actorOf(request), request.params.id);
      return readConfig(deps, id);
    },
  );

  app.patch(
    "/projects/:id/config",
    {
      config: {
        access: ["operator"],
        refusal: "A project's static addresses change through an operator only: ask yours to set them.",
      },
      schema: {
        tags,
        summary: "Change a project's static addresses; absent keys stay, null clears",
        params: idParams,
        body: configPatchSchema,
        response: { 200: projectConfigSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = await visible(actor, request.params.id);
      const result = await changeConfig(deps, id, request.body, actor);
      if (!result.ok) {
        const fields = result.problems.map(({ field }) => field).join(", ");
        throw refuse("address_refused", `Nothing was changed; refused: ${fields}.`, {
          errors: result.problems,
        });
      }
      return result.config;
    },
  );
}
