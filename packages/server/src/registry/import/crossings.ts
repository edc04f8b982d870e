import { newId } from "@countersign/wire";
import { asArrays, type Tx } from "../../db/index.ts";
import { crossingIndex, documentIndex } from "../blind-indexes.ts";
import { type CheckedCrossing, checkCrossing } from "../check-crossing.ts";
import type { RegistryDeps } from "../deps.ts";
import { sealContext } from "../seal-contexts.ts";
import { type ImportFile, type ImportKind, type ImportOptions, importRecords } from "./import-records.ts";
import type { Indexed } from "./latest.ts";
import type { ImportReport } from "./progress.ts";
import { withKeys } from "./with-keys.ts";

const columnTypes = {
  id: "text",
  subjectId: "text",
  documentIndex: "bytea",
  crossingIndex: "bytea",
  recordSealed: "bytea",
  photoSealed: "bytea",
  updatedAt: "timestamptz",
} as const;
const crossings: ImportKind<CheckedCrossing> = {
  name: "crossings",
  check: checkCrossing,
  store: storeCrossings,
};

/**
 * Imports border crossings. A later record with the same document and entry date replaces the crossing. See
 * `importRecords`.
 */
export function importCrossings(
  deps: RegistryDeps,
  file: ImportFile,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importRecords(deps, crossings, file, options);
}

/** Each crossing is a subject of its own, so that removing one destroys only its own key. */
async function storeCrossings(deps: RegistryDeps, tx: Tx, batch: CheckedCrossing[]): Promise<void> {
  const indexed: Indexed<CheckedCrossing>[] = [];
  for (const value of batch)
    indexed.push({
      index: await crossingIndex(deps, tx, value.record.document, value.record.reg_date),
      value,
    });
  const rows = [];
  for (const { index, value, key } of await withKeys(deps, tx, indexed)) {
    rows.push({
      id: newId("crossing", deps.clock, deps.random),
      subjectId: key.id,
      documentIndex: await documentIndex(deps, tx, value.record.document),
      crossingIndex: index,
      recordSealed: key.seal(JSON.stringify(value.record), sealContext.crossing(key.id)),
      photoSealed: value.photo && key.seal(value.photo, sealContext.crossingPhoto(key.id)),
      updatedAt: new Date(deps.clock()),
    });
  }
  const { columns, select } = asArrays(rows, columnTypes);
  await tx
    .insertInto("registryCrossings")
    .columns(columns)
    .expression(select)
    .onConflict((conflict) =>
      conflict.column("crossingIndex").doUpdateSet((row) => ({
        subjectId: row.ref("excluded.subjectId"),
        documentIndex: row.ref("excluded.documentIndex"),
        recordSealed: row.ref("excluded.recordSealed"),
        photoSealed: row.ref("excluded.photoSealed"),
        updatedAt: row.ref("excluded.updatedAt"),
      })),
    )
    .execute();
}
