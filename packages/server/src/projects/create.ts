import { newPublicId, type ProjectId } from "@countersign/wire";
import { type Actor, audit, issueToken } from "../access/index.ts";
import type { Db } from "../db/index.ts";
import { createSigningSecret } from "../webhooks/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { NewProject, Project } from "./project.ts";
import { newProjectSecret, storedSecret } from "./secret.ts";

/** A new project with its three secrets, each shown by this answer alone. */
export interface CreatedProject {
  project: Project;
  /** Authenticates the able-id calls and is part of their hash: 30 alphanumerics. */
  secret: string;
  /** The bearer token of the management API. */
  apiKey: string;
  /** The `whsec_` key that signs what goes to the project's static and outcome addresses. */
  webhookSecret: string;
}

/** Creates a project in the requested language, Russian by default. */
export async function createProject(
  deps: Pick<ProjectsDeps, "clock" | "random" | "keyring" | "cell">,
  tx: Db,
  input: NewProject,
  actor: Actor,
): Promise<CreatedProject> {
  const id = newPublicId<ProjectId>(deps.random, deps.cell);
  await deps.keyring.createScope(tx, id);
  const secret = newProjectSecret(deps.random);
  const row = await tx
    .insertInto("projects")
    .values({
      id,
      name: input.name,
      mode: input.mode,
      language: input.language ?? "ru",
      checks: input.checks ?? (input.mode === "live" ? "assist" : "off"),
      ...(await storedSecret(deps.keyring, tx, id, secret)),
      successRedirectUrl: null,
      errorRedirectUrl: null,
      createdAt: new Date(deps.clock()),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { token: apiKey } = await issueToken(
    deps,
    tx,
    { projectId: id },
    { expiresAt: input.apiKeyExpiresAt },
  );
  const webhookSecret = await createSigningSecret(deps, tx, id);
  await audit(deps, tx, {
    actor,
    action: "project.create",
    projectId: id,
    target: id,
    details: { mode: input.mode },
  });
  return { project: projectOf(row), secret, apiKey, webhookSecret };
}
