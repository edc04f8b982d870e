/**
 * Where people's data comes from: the local registry, which operators import, or HTTP sources. Records
 * are sealed per person; an import keeps the good lines and names each bad one by line and field.
 *
 *     const report = await importPeople(deps, file);
 *     const person = await findPerson(deps, { pinfl, birthDate }); // kind: "found", or why not
 */
export type { CrossingLookup, PersonLookup } from "./answers.ts";
export type { RegistryDeps } from "./deps.ts";
export { importCrossings } from "./import/crossings.ts";
export { cancelImport, findImport, listImports } from "./import/import-log.ts";
export type { ImportFile, ImportOptions } from "./import/import-records.ts";
export { importPeople } from "./import/people.ts";
export type { ImportProgress, ImportReport } from "./import/progress.ts";
export { listCrossings, readCrossing, removeCrossing } from "./local/crossings.ts";
export {
  listPeople,
  readPerson,
  readPersonByDocument,
  readPersonByPinfl,
  removePerson,
} from "./local/people.ts";
export { removeRecordsOf } from "./local/records-of.ts";
export { findCrossing, findPerson, findPersonByDocument } from "./lookup.ts";
export { sealContext } from "./seal-contexts.ts";
export { changeSource, createSource, removeSource, sourceProblems } from "./sources/manage.ts";
export { probeSource } from "./sources/probe.ts";
export { findSource, pageOfSources, type Source } from "./sources/source.ts";
