import type { RarusUser, UserView } from "@countersign/wire";
import type { User } from "./row.ts";

/** A user as hooks and events see them. */
export function rarusUserOf(user: Pick<User, "id" | "fields" | "createdAt">): RarusUser {
  return { id: user.id, ...user.fields, createdAt: user.createdAt.toISOString() };
}

/** A user as the project sees them. */
export function userView(user: User): UserView {
  const { externalId, kycLevel, version, updatedAt } = user;
  return { ...rarusUserOf(user), externalId, kycLevel, version, updatedAt: updatedAt.toISOString() };
}
