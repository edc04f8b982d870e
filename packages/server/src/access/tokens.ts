import { hash } from "node:crypto";
import { newId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { AccessDeps } from "./deps.ts";

export type TokenOwner = { operatorId: string } | { projectId: string };

/** How a token is stored: a fast hash is enough, since a token carries 256 random bits. */
export function tokenHash(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

/**
 * Makes a bearer token: `cso_` for a person, `csk_` for a project, then 43 characters of base64url (256 random
 * bits). Only its hash is stored, so this answer is the one time that it can be read.
 */
export async function issueToken(
  deps: Pick<AccessDeps, "clock" | "random">,
  tx: Db,
  owner: TokenOwner,
): Promise<{ id: string; token: string }> {
  const id = newId("token", deps.clock, deps.random);
  const prefix = "operatorId" in owner ? "cso_" : "csk_";
  const token = prefix + Buffer.from(deps.random(32)).toString("base64url");
  await tx
    .insertInto("accessTokens")
    .values({
      id,
      hash: tokenHash(token),
      operatorId: "operatorId" in owner ? owner.operatorId : null,
      projectId: "projectId" in owner ? owner.projectId : null,
      createdAt: new Date(deps.clock()),
    })
    .execute();
  return { id, token };
}

/** Revokes every token of an owner, from the next request on. */
export async function revokeTokens(
  deps: Pick<AccessDeps, "clock">,
  tx: Db,
  owner: TokenOwner,
): Promise<void> {
  await tx
    .updateTable("accessTokens")
    .set({ revokedAt: new Date(deps.clock()) })
    .where(
      "operatorId" in owner ? "operatorId" : "projectId",
      "=",
      "operatorId" in owner ? owner.operatorId : owner.projectId,
    )
    .where("revokedAt", "is", null)
    .execute();
}
