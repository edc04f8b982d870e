import { newId } from "@countersign/wire";
import { asArrays, type Tx } from "../../db/index.ts";
import { documentIndex, pinflIndex } from "../blind-indexes.ts";
import { type CheckedPerson, checkPerson } from "../check-person.ts";
import type { RegistryDeps } from "../deps.ts";
import { sealContext } from "../seal-contexts.ts";
import { type ImportFile, type ImportKind, type ImportOptions, importRecords } from "./import-records.ts";
import type { Indexed } from "./latest.ts";
import type { ImportReport } from "./progress.ts";
import { withKeys } from "./with-keys.ts";

const columnTypes = {
  id: "text",
  subjectId: "text",
  pinflIndex: "bytea",
  documentIndex: "bytea",
  recordSealed: "bytea",
  photoSealed: "bytea",
  locked: "boolean",
  updatedAt: "timestamptz",
} as const;
const people: ImportKind<CheckedPerson> = { name: "people", check: checkPerson, store: storePeople };

/** Imports people. A later record with the same PINFL replaces the person. See `importRecords`. */
export function importPeople(
  deps: RegistryDeps,
  file: ImportFile,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importRecords(deps, people, file, options);
}

async function storePeople(deps: RegistryDeps, tx: Tx, batch: CheckedPerson[]): Promise<void> {
  const indexed: Indexed<CheckedPerson>[] = [];
  for (const value of batch)
    indexed.push({ index: await pinflIndex(deps, tx, value.record.person.pinfl), value });
  const rows = [];
  for (const { index, value, key } of await withKeys(deps, tx, indexed)) {
    rows.push({
      id: newId("person", deps.clock, deps.random),
      subjectId: key.id,
      pinflIndex: index,
      documentIndex: await documentIndex(deps, tx, value.record.person.document),
      recordSealed: key.seal(JSON.stringify(value.record), sealContext.person(key.id)),
      photoSealed: value.photo && key.seal(value.photo, sealContext.personPhoto(key.id)),
      locked: value.record.locked,
      updatedAt: new Date(deps.clock()),
    });
  }
  const { columns, select } = asArrays(rows, columnTypes);
  await tx
    .insertInto("registryPeople")
    .columns(columns)
    .expression(select)
    .onConflict((conflict) =>
      conflict.column("pinflIndex").doUpdateSet((row) => ({
        subjectId: row.ref("excluded.subjectId"),
        documentIndex: row.ref("excluded.documentIndex"),
        recordSealed: row.ref("excluded.recordSealed"),
        photoSealed: row.ref("excluded.photoSealed"),
        locked: row.ref("excluded.locked"),
        updatedAt: row.ref("excluded.updatedAt"),
      })),
    )
    .execute();
}
