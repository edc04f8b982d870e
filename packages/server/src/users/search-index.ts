import type { ProjectId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { UsersDeps } from "./deps.ts";

/** The fields that users are searched by, stored as keyed hashes. */
type Searched = "accessTag" | "userTag" | "email";

/** The keyed hash of a searched value. E-mail addresses are compared case-insensitively. */
export function searchIndex(
  deps: Pick<UsersDeps, "keyring">,
  db: Db,
  projectId: ProjectId,
  what: Searched,
  value: string,
): Promise<Buffer> {
  return deps.keyring.blindIndex(
    db,
    projectId,
    `user-${what}`,
    what === "email" ? value.toLowerCase() : value,
  );
}
