import type { VerificationDeps } from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";

/** What the able-id calls work with. */
export type CheckDeps = HttpDeps & { verification: VerificationDeps };
