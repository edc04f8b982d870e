import { type SourceMapping, sourceMappingSchema } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema } from "../../db/index.ts";

/** An HTTP registry that is asked when the local one doesn't know. Its key stays sealed. */
export interface Source {
  /** `src_…` */
  id: string;
  name: string;
  /** Without a slash at the end. */
  url: string;
  hasApiKey: boolean;
  /** From the lookup of the address to the last byte of the answer. */
  timeoutMs: number;
  mapping: SourceMapping;
  /** Sources are asked in ascending order, ties by id. */
  position: number;
  active: boolean;
  createdAt: Date;
}

/** A source with its sealed key, for whoever calls it. */
export interface CallableSource extends Source {
  apiKeySealed: Buffer | null;
}

/** All sources in the order in which they are asked. */
export async function listSources(db: Db): Promise<CallableSource[]> {
  const rows = await db.selectFrom("registrySources").selectAll().orderBy("position").orderBy("id").execute();
  return rows.map(source);
}

/** The source under this id; null if there is none. */
export async function findSource(db: Db, id: string): Promise<CallableSource | null> {
  const row = await db.selectFrom("registrySources").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? source(row) : null;
}

function source(row: Selectable<Schema["registrySources"]>): CallableSource {
  return { ...row, hasApiKey: row.apiKeySealed !== null, mapping: sourceMappingSchema.parse(row.mapping) };
}
