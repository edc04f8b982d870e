import type { AbleIdErrorCode, Language } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { EventsDeps } from "../events/index.ts";
import type { Project } from "../projects/index.ts";
import type { Session } from "../verification/index.ts";
import type { DataAddressKey, DisclosureKind } from "./kinds.ts";

/** What disclosure needs: the store beside what recording an event needs. */
export interface DisclosureDeps extends EventsDeps {
  db: Db;
}

/**
 * What became of a data call: the data is on its way, will be once the session succeeds, goes out once more,
 * or is refused with a code of the able-id error table.
 */
export type DisclosureAnswer =
  | { kind: "sent" | "deferred" | "resent" }
  | { kind: "refused"; code: AbleIdErrorCode; configKey?: DataAddressKey };

/**
 * Sends one kind of the session's data to the project's static address, or remembers to do so when the
 * session succeeds. Answers only after the commit that holds the event and its deliveries.
 */
export async function requestDisclosure(
  _deps: DisclosureDeps,
  _project: Project,
  _session: Session,
  _kind: DisclosureKind,
  _language: Language,
): Promise<DisclosureAnswer> {
  throw new Error("not implemented");
}
