import { applicantPageOf } from "@countersign/wire";
import { type Db, unproven } from "../db/index.ts";

/** The origins whose pages may show a session's page in a frame; none for an unknown session. */
export async function findEmbedOrigins(db: Db, sessionId: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("projects", "projects.id", "sessions.projectId")
    .select("projects.applicantPage")
    .where("sessions.id", "=", unproven(sessionId))
    .executeTakeFirst();
  return row === undefined ? [] : applicantPageOf(row.applicantPage).embedOrigins;
}
