import type { ProjectId, Rotatable } from "@countersign/wire";
import { type Actor, audit, issueToken, revokeTokens } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import { rotateSigningSecret, secretOverlapMs } from "../webhooks/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { newRequestSecret } from "./request-secret.ts";
import { newProjectSecret, storedSecret } from "./secret.ts";

/**
 * Replaces one secret of a project; the answer is the one time that the new value is shown. The old `secret`,
 * `apiKey` and `requestSecret` are dead at once; the old `webhookSecret` goes on signing beside the new one for 24 hours.
 */
export async function rotate(
  deps: Pick<ProjectsDeps, "clock" | "random" | "keyring">,
  tx: Tx,
  id: ProjectId,
  what: Rotatable,
  actor: Actor,
): Promise<{ value: string; previousValidUntil: Date | null }> {
  const replaced = await replace[what](deps, tx, id);
  await audit(deps, tx, { actor, action: "project.rotate", projectId: id, target: id, details: { what } });
  return replaced;
}

type Replace = (
  deps: Pick<ProjectsDeps, "clock" | "random" | "keyring">,
  tx: Tx,
  id: ProjectId,
) => Promise<{ value: string; previousValidUntil: Date | null }>;

const replace: Record<Rotatable, Replace> = {
  secret: async (deps, tx, id) => {
    const secret = newProjectSecret(deps.random);
    const columns = await storedSecret(deps.keyring, tx, id, secret);
    await tx.updateTable("projects").set(columns).where("id", "=", id).execute();
    return { value: secret, previousValidUntil: null };
  },
  apiKey: async (deps, tx, id) => {
    await revokeTokens(deps, tx, { projectId: id });
    const { token } = await issueToken(deps, tx, { projectId: id });
    return { value: token, previousValidUntil: null };
  },
  webhookSecret: async (deps, tx, id) => ({
    value: await rotateSigningSecret(deps, tx, id),
    previousValidUntil: new Date(deps.clock() + secretOverlapMs),
  }),
  requestSecret: async (deps, tx, id) => ({
    value: await newRequestSecret(deps, tx, id),
    previousValidUntil: null,
  }),
};
