import type { Db } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import { staticAddress } from "../../webhooks/index.ts";
import { type Refusal, refuse } from "./response.ts";

type DataKey = "PERSON_WEBHOOK_URL" | "FOREIGN_WEBHOOK_URL";

/**
 * Refuses to start a live session that could not be ended properly: 10102, naming the setting that is missing. Null if all
 * is set: both redirects for a session on the page, and one of the given data addresses.
 */
export async function missingAddress(
  db: Db,
  project: Project,
  flow: "page" | "direct",
  anyOf: readonly [DataKey, ...DataKey[]],
): Promise<Refusal | null> {
  if (project.mode !== "live") return null;
  if (flow === "page" && project.successRedirectUrl === null) return unset("SUCCESS_REDIRECT_URL");
  if (flow === "page" && project.errorRedirectUrl === null) return unset("ERROR_REDIRECT_URL");
  for (const key of anyOf) if ((await staticAddress(db, project.id, key)) !== null) return null;
  return unset(anyOf[0]);
}

function unset(key: string): Refusal {
  return refuse(10102, key, "is not set; an operator sets it in the project's addresses");
}
