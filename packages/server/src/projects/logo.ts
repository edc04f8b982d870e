import { createHash } from "node:crypto";
import { maxLogoBytes, maxLogoSide, type ProjectId } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Db, Tx } from "../db/index.ts";
import { type ImageType, inspectImage } from "../images/index.ts";
import type { ProjectsDeps } from "./deps.ts";

/** A project's logo, as it was uploaded. */
export interface Logo {
  contentType: ImageType;
  bytes: Buffer;
}

/** The outcome of a change. `refused`: why the file can't be a logo. */
export type LogoResult = { kind: "changed" } | { kind: "unknown" } | { kind: "refused"; problem: string };

/** Replaces a project's logo: a complete PNG or JPEG, nothing that could hold a script. */
export async function setLogo(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  bytes: Buffer,
  actor: Actor,
): Promise<LogoResult> {
  const seen = inspectImage(bytes);
  if (bytes.length > maxLogoBytes)
    return { kind: "refused", problem: `must be at most ${maxLogoBytes} bytes` };
  if (!seen.ok) return { kind: "refused", problem: "must be a complete PNG or JPEG picture" };
  if (Math.max(seen.width, seen.height) > maxLogoSide)
    return { kind: "refused", problem: `must be at most ${maxLogoSide} pixels wide and high` };
  const logo = { contentType: seen.type, bytes };
  await tx
    .insertInto("projectLogos")
    .values({ projectId: id, ...logo })
    .onConflict((conflict) => conflict.column("projectId").doUpdateSet(logo))
    .execute();
  return note(deps, tx, id, createHash("sha256").update(bytes).digest("hex"), actor);
}

/** Removes a project's logo; one that is not there is removed already. */
export async function removeLogo(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  actor: Actor,
): Promise<LogoResult> {
  await tx.deleteFrom("projectLogos").where("projectId", "=", id).execute();
  return note(deps, tx, id, null, actor);
}

/** A project's logo; null: it has none. */
export async function findLogo(db: Db, id: ProjectId): Promise<Logo | null> {
  const row = await db
    .selectFrom("projectLogos")
    .select(["contentType", "bytes"])
    .where("projectId", "=", id)
    .executeTakeFirst();
  return row ? { contentType: row.contentType, bytes: Buffer.from(row.bytes) } : null;
}

async function note(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  sha256: string | null,
  actor: Actor,
): Promise<LogoResult> {
  const row = await tx
    .updateTable("projects")
    .set(({ eb }) => ({ logoSha256: sha256, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  if (row === undefined) return { kind: "unknown" };
  await audit(deps, tx, { actor, action: "project.logo", projectId: id, target: id, details: { sha256 } });
  return { kind: "changed" };
}
