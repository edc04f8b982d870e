import type { Files } from "../files/index.ts";
import type { Storage } from "../storage/index.ts";
import type { UsersDeps } from "../users/index.ts";

/** The module's dependencies. */
export interface DocumentsDeps extends UsersDeps {
  /** The largest accepted file. */
  maxDocumentBytes: number;
  /** Reads files, wherever they are. */
  files: Files;
  /** Counts the files that are stored. */
  storage?: Pick<Storage, "countRecord">;
}
