import type { RarusUser, UserView } from "@countersign/wire";
import type { User } from "./row.ts";

/** A user in the format of hooks and events. */
export function rarusUserOf(user: Pick<User, "id" | "fields" | "createdAt">): RarusUser {
  return { id: user.id, ...user.fields, createdAt: user.createdAt.toISOString() };
}

/** A user in the format of the project's API. */
export function userView(user: User): UserView {
  const { externalId, kycLevel, version, updatedAt } = user;
  return { ...rarusUserOf(user), externalId, kycLevel, version, updatedAt: updatedAt.toISOString() };
}
