import type { UsersDeps } from "../users/index.ts";

/** What this module works with. */
export interface DocumentsDeps extends UsersDeps {
  /** The largest file that is taken. */
  maxDocumentBytes: number;
}
