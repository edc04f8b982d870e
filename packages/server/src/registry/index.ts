export type { CrossingLookup, FoundCrossing, FoundPerson, PersonLookup, Unavailable } from "./answers.ts";
export type { RegistryDeps } from "./deps.ts";
export { findCrossing, findPerson, findPersonByDocument } from "./lookup.ts";
