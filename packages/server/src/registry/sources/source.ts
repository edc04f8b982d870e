import { type SourceMapping, sourceMappingSchema } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema } from "../../db/index.ts";

/** An HTTP registry that is queried when the local one has no record. Its key stays sealed. */
export interface Source {
  /** `src_…` */
  id: string;
  name: string;
  /** Without a trailing slash. */
  url: string;
  hasApiKey: boolean;
  /** From the DNS lookup to the last byte of the response. */
  timeoutMs: number;
  mapping: SourceMapping;
  /** Sources are queried in ascending order, ties by id. */
  position: number;
  active: boolean;
  createdAt: Date;
  /** Rises with every change. */
  version: number;
}

/** A source with its sealed key, for calling it. */
export interface CallableSource extends Source {
  apiKeySealed: Buffer | null;
}

/** All sources in the order in which they are queried. */
export async function listSources(db: Db): Promise<CallableSource[]> {
  const rows = await db.selectFrom("registrySources").selectAll().orderBy("position").orderBy("id").execute();
  return rows.map(source);
}

/** A page of them: at most `limit`, from after the place `after` on. */
export async function pageOfSources(
  db: Db,
  { after, limit }: { after?: Pick<Source, "position" | "id"> | undefined; limit: number },
): Promise<CallableSource[]> {
  let rows = db.selectFrom("registrySources").selectAll().orderBy("position").orderBy("id").limit(limit);
  if (after !== undefined) {
    rows = rows.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("position", "id"), ">", tuple(after.position, after.id)),
    );
  }
  return (await rows.execute()).map(source);
}

/** The source with this id; null if there is none. */
export async function findSource(db: Db, id: string): Promise<CallableSource | null> {
  const row = await db.selectFrom("registrySources").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? source(row) : null;
}

function source(row: Selectable<Schema["registrySources"]>): CallableSource {
  return { ...row, hasApiKey: row.apiKeySealed !== null, mapping: sourceMappingSchema.parse(row.mapping) };
}
