export type {
  CrossingLookup,
  FoundCrossing,
  FoundPerson,
  Origin,
  PersonLookup,
  Unavailable,
} from "./answers.ts";
export type { RegistryDeps } from "./deps.ts";
export { importCrossings } from "./import/crossings.ts";
export { findImport, listImports } from "./import/import-log.ts";
export type { ImportFile, ImportOptions } from "./import/import-records.ts";
export { importPeople } from "./import/people.ts";
export type { ImportProgress, ImportReport, Refusal } from "./import/progress.ts";
export {
  type CrossingSummary,
  listCrossings,
  type RegistryCrossing,
  readCrossing,
  removeCrossing,
} from "./local/crossings.ts";
export {
  listPeople,
  type PersonSummary,
  type RegistryPerson,
  readPerson,
  removePerson,
} from "./local/people.ts";
export { findCrossing, findPerson, findPersonByDocument } from "./lookup.ts";
export { changeSource, createSource, removeSource, sourceProblems } from "./sources/manage.ts";
export { type Probe, probeSource } from "./sources/probe.ts";
export { findSource, listSources, type Source } from "./sources/source.ts";
