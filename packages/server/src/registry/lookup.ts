import type { CrossingLookup, PersonLookup } from "./answers.ts";
import type { RegistryDeps } from "./deps.ts";

/** Looks a person up by PINFL, and compares the birth date where one is given (`YYYY-MM-DD`). */
export async function findPerson(
  _deps: RegistryDeps,
  _query: { pinfl: string; birthDate?: string },
): Promise<PersonLookup> {
  throw new Error("not implemented");
}

/** Looks a person up by the series and number of their document. */
export async function findPersonByDocument(_deps: RegistryDeps, _document: string): Promise<PersonLookup> {
  throw new Error("not implemented");
}

/** Looks up the newest border crossing under the series and number of a foreign document. */
export async function findCrossing(_deps: RegistryDeps, _document: string): Promise<CrossingLookup> {
  throw new Error("not implemented");
}
