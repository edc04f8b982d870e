import type { ProjectId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { UsersDeps } from "./deps.ts";

/** By what users are found: all of it is kept as keyed hashes. */
type Searched = "accessTag" | "userTag" | "email";

/** The keyed hash under which a value is searched. The case of an address is no difference. */
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
