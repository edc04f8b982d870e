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
import type { FastifyRequest } from "fastify";
import type { Db, Tx } from "../../../db/index.ts";
import { endRotation, findProject, type Project, rotate, switchRotation } from "../../../projects/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { projectView } from "./project-view.ts";

const tags = ["projects"];
const config = { access: "secrets.rotate" } as const;

/** Replacing a project's secrets, step by step. */
export function registerRotationRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/projects/:id/rotate",
    {
      config,
      schema: {
        tags,
        operationId: "rotateProjectSecret",
        summary: "Rotate a secret",
        description:
          "Replaces one of a project's secrets. The new one is shown in this response only; the previous one stays valid for a while.",
        params: idParams,
        body: rotateSchema,
        response: { 200: rotatedSchema },
      },
    },
    async (request) => {
      const { what, overlapSeconds } = request.body;
      const options = { overlapMs: overlapSeconds * 1000 };
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const { id } = await known(tx, request.params.id);
          return rotate(deps, tx, id, what, actorOf(request), options);
        },
        answer: ({ value, previousValidUntil }) => ({
          what,
          value,
          previousValidUntil: previousValidUntil?.toISOString() ?? null,
        }),
        repeated: (first) => ({ ...first, value: null }),
      });
    },
  );

  app.post(
    "/projects/:id/rotate/switch",
    {
      config,
      schema: {
        tags,
        operationId: "switchProjectSecret",
        summary: "Switch to the new secret",
        description:
          "Hashes and signs with the new secret where there is room for one; the previous one stays valid.",
        params: idParams,
        body: switchRotationSchema,
        response: { 200: projectSchema },
      },
    },
    async (request) => {
      const { what } = request.body;
      return changed(request, request.params.id, what, (tx, id) =>
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
        operationId: "endProjectSecretRotation",
        summary: "End a rotation",
        description: "Ends the previous values of a secret before their time.",
        params: idParams,
        body: endRotationSchema,
        response: { 200: projectSchema },
      },
    },
    async (request) => {
      const { what } = request.body;
      return changed(request, request.params.id, what, (tx, id) =>
        endRotation(deps, tx, id, what, actorOf(request)),
      );
    },
  );

  function changed(
    request: FastifyRequest,
    projectId: string,
    what: Rotatable,
    change: (tx: Tx, id: ProjectId) => Promise<boolean>,
  ): Promise<ProjectView> {
    return respondOnce(deps, request, {
      status: 200,
      work: async (tx) => {
        const project = await known(tx, projectId);
        if (!(await change(tx, project.id))) {
          throw refuse("conflict", `No rotation of ${what} is under way that this would change.`);
        }
        return project;
      },
      answer: (project, tx) => projectView(deps, tx, project),
    });
  }
}

async function known(db: Db, id: string): Promise<Project> {
  const project = await findProject(db, id);
  if (project === null) throw refuse("not_found", "There is no such project.");
  return project;
}
