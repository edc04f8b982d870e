import type { Storage } from "../storage/index.ts";
import type { UsersDeps } from "../users/index.ts";

/** The module's dependencies. */
export interface DocumentsDeps extends UsersDeps {
  /** The largest accepted file. */
  maxDocumentBytes: number;
  /** Counts the files that are stored. */
  storage?: Pick<Storage, "countRecord">;
}
