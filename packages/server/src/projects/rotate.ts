import type { ProjectId, Rotatable } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import { rotateSigningSecret, secretOverlapMs } from "../webhooks/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { keepReplaced } from "./replaced-secrets.ts";
import { newRequestSecret } from "./request-secret.ts";
import { newProjectSecret, storedSecret } from "./secret.ts";

type Deps = Pick<ProjectsDeps, "clock" | "random" | "keyring" | "cell">;

/** How a secret is replaced. */
export interface RotateOptions {
  /** For how long the previous value stays valid, in milliseconds: 24 hours by default, 0 not at all. */
  overlapMs?: number | undefined;
}

interface Replaced {
  value: string;
  /** Until when the previous value is valid; null: not any more. */
  previousValidUntil: Date | null;
}

/**
 * Replaces one secret of a project; the answer is the one time that the new value is shown. The
 * previous one stays valid for the overlap: a `secret` or `request_secret` is accepted until then,
 * a `webhook_secret` signs in addition to the new one. Hashes and signatures with room for one
 * secret are made with the previous one until then, or until `switchRotation`.
 */
export async function rotate(
  deps: Deps,
  tx: Tx,
  id: ProjectId,
  what: Rotatable,
  actor: Actor,
  { overlapMs = secretOverlapMs }: RotateOptions = {},
): Promise<Replaced> {
  const replaced = await replace[what](deps, tx, id, { overlapMs });
  const details = { what, overlapSeconds: overlapMs / 1000 };
  await audit(deps, tx, { actor, action: "project.rotate", projectId: id, target: id, details });
  return replaced;
}

type Replace = (deps: Deps, tx: Tx, id: ProjectId, options: { overlapMs: number }) => Promise<Replaced>;

const replace: Record<Rotatable, Replace> = {
  secret: async (deps, tx, id, { overlapMs }) => {
    const previousValidUntil = await keepReplaced(deps, tx, id, "secret", overlapMs);
    const value = newProjectSecret(deps.random);
    const columns = await storedSecret(deps.keyring, tx, id, value);
    await tx.updateTable("projects").set(columns).where("id", "=", id).execute();
    return { value, previousValidUntil };
  },
  webhook_secret: async (deps, tx, id, { overlapMs }) => {
    const owner = { ownerId: id, projectId: id };
    const { secret, previousValidUntil } = await rotateSigningSecret(deps, tx, owner, { overlapMs });
    return { value: secret, previousValidUntil };
  },
  request_secret: async (deps, tx, id, { overlapMs }) => {
    const previousValidUntil = await keepReplaced(deps, tx, id, "requestSecret", overlapMs);
    return { value: await newRequestSecret(deps, tx, id), previousValidUntil };
  },
};
