import { captureContentTypes, maxLogoBytes, type ProjectId, projectSchema } from "@countersign/wire";
import { inTransaction, type Tx } from "../../../db/index.ts";
import { findLogo, type LogoResult, removeLogo, setLogo } from "../../../projects/index.ts";
import { actorOf, type Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { binarySchema } from "../../openapi/route-schema.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { projectView } from "./project-view.ts";
import { unknownProject, visibleProject } from "./visible-project.ts";

const tags = ["projects"];

/** A project's logo, which its applicants see. To be registered in a scope of its own: its bodies are pictures. */
export function registerLogoRoutes(app: App, deps: HttpDeps): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    [...captureContentTypes],
    { parseAs: "buffer", bodyLimit: maxLogoBytes },
    (_request, body, done) => done(null, body),
  );
  const changed = async (
    actor: Caller,
    givenId: string,
    change: (tx: Tx, id: ProjectId) => Promise<LogoResult>,
  ) => {
    const { id } = await visibleProject(deps.db, actor, givenId);
    const result = await inTransaction(deps.db, (tx) => change(tx, id));
    if (result.kind === "refused") throw refuseFields([{ field: "body", problem: result.problem }]);
    if (result.kind === "unknown") throw unknownProject();
    return projectView(deps, deps.db, await visibleProject(deps.db, actor, id));
  };

  app.put(
    "/projects/:id/logo",
    {
      bodyLimit: maxLogoBytes,
      config: { access: "projects.change" },
      schema: {
        tags,
        operationId: "setProjectLogo",
        summary: "Set a project's logo",
        description:
          "The picture that applicants see next to the organisation's name: PNG or JPEG, at most 256 KiB and 1024 pixels on a side.",
        params: idParams,
        reads: { body: Object.fromEntries(captureContentTypes.map((type) => [type, binarySchema])) },
        response: { 200: projectSchema },
      },
    },
    (request) => {
      const actor = actorOf(request);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return changed(actor, request.params.id, (tx, id) => setLogo(deps, tx, id, bytes, actor));
    },
  );

  app.delete(
    "/projects/:id/logo",
    {
      config: { access: "projects.change" },
      schema: {
        tags,
        operationId: "removeProjectLogo",
        summary: "Remove a project's logo",
        description: "Applicants see the organisation's name alone.",
        params: idParams,
        response: { 200: projectSchema },
      },
    },
    (request) => {
      const actor = actorOf(request);
      return changed(actor, request.params.id, (tx, id) => removeLogo(deps, tx, id, actor));
    },
  );

  app.get(
    "/projects/:id/logo",
    {
      config: { access: "projects.read" },
      schema: {
        tags,
        operationId: "getProjectLogo",
        summary: "Read a project's logo",
        description: "Returns the picture as it was uploaded.",
        params: idParams,
        sends: {
          200: {
            description: "The logo.",
            content: { "image/png": binarySchema, "image/jpeg": binarySchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { id } = await visibleProject(deps.db, actorOf(request), request.params.id);
      const logo = await findLogo(deps.db, id);
      if (logo === null) throw refuse("not_found", "The project has no logo.");
      return reply.type(logo.contentType).send(logo.bytes);
    },
  );
}
