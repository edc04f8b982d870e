import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { isTest } from "./imports.ts";

/** Tables that the code of one folder alone names; in addition to the schema's types and tests. */
const owned: ReadonlyArray<{ table: RegExp; owner: string }> = [
  { table: /\b(delivery_queue|deliveryQueue)\b/, owner: "packages/server/src/delivery/queue/" },
];

const schema = "packages/server/src/db/schema";

/** A table that a file names although only its owner may access it. */
export interface NamedTable {
  file: string;
  table: string;
  owner: string;
}

/** The tables of other folders that a file's text names. */
export function foreignTables(file: string, text: string): NamedTable[] {
  if (isTest.test(file) || file.startsWith(schema)) return [];
  return owned.flatMap(({ table, owner }) => {
    const named = file.startsWith(owner) ? null : table.exec(text);
    return named ? [{ file, table: named[0], owner }] : [];
  });
}

/** The same over all files of the server. */
export function allForeignTables(root: string): NamedTable[] {
  return globSync("packages/server/src/**/*.ts", { cwd: root }).flatMap((name) => {
    const file = name.split(path.sep).join("/");
    return foreignTables(file, readFileSync(path.join(root, name), "utf8"));
  });
}
