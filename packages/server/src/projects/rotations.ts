import type { ProjectId, Rotatable } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Db, Tx } from "../db/index.ts";
import {
  endPreviousSigningSecrets,
  type Rotation,
  type Signing,
  signings,
  switchSigningSecret,
} from "../webhooks/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { endReplaced, yieldReplaced } from "./replaced-secrets.ts";

/** What of a project is being rotated; null: its previous value is not valid any more. */
export interface ProjectRotations {
  secret: Rotation | null;
  /** With which webhook secrets its static and outcome addresses are signed. */
  signing: Signing;
  requestSecret: Pick<Rotation, "previousValidUntil"> | null;
}

/** The rotations under way of these projects, in their order. */
export async function projectRotations(
  deps: Pick<ProjectsDeps, "clock">,
  db: Db,
  ids: readonly ProjectId[],
): Promise<ProjectRotations[]> {
  if (ids.length === 0) return [];
  const signing = await signings(deps, db, ids);
  const replaced = await db
    .selectFrom("replacedSecrets")
    .select(["projectId", "what", "retiresAt", "yieldedAt"])
    .where("projectId", "in", [...ids])
    .where("retiresAt", ">", new Date(deps.clock()))
    .execute();
  return ids.map((id) => {
    const own = replaced.filter(({ projectId }) => projectId === id);
    const signed = signing.get(id);
    if (signed === undefined) throw new Error(`project ${id} has no webhook secret`);
    return {
      secret: rotationOf(own.filter(({ what }) => what === "secret")),
      signing: signed,
      requestSecret: rotationOf(own.filter(({ what }) => what === "requestSecret")),
    };
  });
}

/**
 * Switches a rotation under way to the current value early: hashes (`secret`) or single signatures (`webhook_secret`) are
 * made with it from now on. The previous one stays valid until it ends. False if there is nothing to switch.
 */
export async function switchRotation(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  what: Extract<Rotatable, "secret" | "webhook_secret">,
  actor: Actor,
): Promise<boolean> {
  const switched =
    what === "secret"
      ? await yieldReplaced(deps, tx, id)
      : await switchSigningSecret(deps, tx, { ownerId: id, projectId: id });
  if (!switched) return false;
  await audit(deps, tx, {
    actor,
    action: "project.switch_secret",
    projectId: id,
    target: id,
    details: { what },
  });
  return true;
}

/** Ends the previous values early: they are refused, and sign nothing, from now on. False if there is none. */
export async function endRotation(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  what: Rotatable,
  actor: Actor,
): Promise<boolean> {
  const ended = await endPrevious(deps, tx, id, what);
  if (!ended) return false;
  await audit(deps, tx, {
    actor,
    action: "project.end_previous_secret",
    projectId: id,
    target: id,
    details: { what },
  });
  return true;
}

function endPrevious(
  deps: Pick<ProjectsDeps, "clock">,
  tx: Tx,
  id: ProjectId,
  what: Rotatable,
): Promise<boolean> {
  switch (what) {
    case "secret":
      return endReplaced(deps, tx, id, "secret");
    case "request_secret":
      return endReplaced(deps, tx, id, "requestSecret");
    case "webhook_secret":
      return endPreviousSigningSecrets(deps, tx, { ownerId: id, projectId: id });
  }
}

function rotationOf(rows: readonly { retiresAt: Date; yieldedAt: Date | null }[]): Rotation | null {
  const [first, ...more] = rows;
  if (first === undefined) return null;
  const last = more.reduce(
    (latest, row) => (row.retiresAt > latest ? row.retiresAt : latest),
    first.retiresAt,
  );
  const leads = rows.some(({ yieldedAt }) => yieldedAt === null);
  return { previousValidUntil: last, signsWith: leads ? "previous" : "current" };
}
