import type { UsersDeps } from "../users/index.ts";

/** The module's dependencies. */
export interface DocumentsDeps extends UsersDeps {
  /** The largest accepted file. */
  maxDocumentBytes: number;
}
