import {
  endRotationSchema,
  type ProjectId,
  type ProjectView,
  projectSchema,
  type Rotatable,
  rotatedSchema,
  rotateSchema,
  switchRotationSchema,
} from "@countersign/wire";
import { type Db, inTransaction } from "../../db/index.ts";
import { endRotation, findProject, rotate, switchRotation } from "../../projects/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse } from "../problem.ts";
import type { App } from "../types.ts";
import { idParams } from "./fields.ts";
import { projectView } from "./project-view.ts";

const tags = ["projects"];
const config = { access: ["operator"] } as const;

/** Replacing a project's secrets, step by step. */
export function registerRotationRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/projects/:id/rotate",
    {
      config,
      schema: {
        tags,
        summary:
          "Replace one secret; the new one is shown by this answer alone, the previous one stays valid",
        params: idParams,
        body: rotateSchema,
        response: { 200: rotatedSchema },
      },
    },
    async (request) => {
      const { what, overlapSeconds } = request.body;
      return inTransaction(deps.db, async (tx) => {
        const id = await known(tx, request.params.id);
        const options = { overlapMs: overlapSeconds * 1000 };
        const { value, previousValidUntil } = await rotate(deps, tx, id, what, actorOf(request), options);
        return { what, value, previousValidUntil: previousValidUntil?.toISOString() ?? null };
      });
    },
  );

  app.post(
    "/projects/:id/rotate/switch",
    {
      config,
      schema: {
        tags,
        summary:
          "Hash and sign with the current secret where there is room for one; the previous one stays valid",
        params: idParams,
        body: switchRotationSchema,
        response: { 200: projectSchema },
      },
    },
    async (request) => {
      const { what } = request.body;
      return changed(request.params.id, what, (tx, id) =>
        switchRotation(deps, tx, id, what, actorOf(request)),
      );
    },
  );

  app.post(
    "/projects/:id/rotate/end",
    {
      config,
      schema: {
        tags,
        summary: "End the previous values of a secret before their time",
        params: idParams,
        body: endRotationSchema,
        response: { 200: projectSchema },
      },
    },
    async (request) => {
      const { what } = request.body;
      return changed(request.params.id, what, (tx, id) => endRotation(deps, tx, id, what, actorOf(request)));
    },
  );

  function changed(
    projectId: string,
    what: Rotatable,
    change: (tx: Parameters<typeof rotate>[1], id: ProjectId) => Promise<boolean>,
  ): Promise<ProjectView> {
    return inTransaction(deps.db, async (tx) => {
      const id = await known(tx, projectId);
      if (!(await change(tx, id))) {
        throw refuse("conflict", `No rotation of ${what} is under way that this would change.`);
      }
      const project = await findProject(tx, id);
      if (project === null) throw new Error("a project vanished while its secrets were changed");
      return projectView(deps, tx, project);
    });
  }
}

async function known(db: Db, id: string): Promise<ProjectId> {
  const project = await findProject(db, id);
  if (project === null) throw refuse("not_found", "There is no such project.");
  return project.id;
}
