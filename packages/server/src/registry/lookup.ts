import type { CrossingLookup, FoundCrossing, FoundPerson, PersonLookup, Unavailable } from "./answers.ts";
import type { CheckedPerson } from "./check-person.ts";
import type { RegistryDeps } from "./deps.ts";
import { localCrossing } from "./local/crossings.ts";
import { localPersonByDocument, localPersonByPinfl, type RegistryPerson } from "./local/people.ts";
import { askForCrossing, askForPerson, type PersonQuestion, type SourceResult } from "./sources/ask.ts";
import { sourceFields } from "./sources/fields.ts";
import { type CallableSource, listSources } from "./sources/source.ts";

/**
 * Looks a person up by PINFL and compares the birth date if one is given (`YYYY-MM-DD`): in the local registry first,
 * then in each active source in its order. The first that has the PINFL decides. A failing source is skipped; if no
 * other has the person, the result is `unavailable`.
 */
export async function findPerson(
  deps: RegistryDeps,
  query: { pinfl: string; birthDate?: string },
): Promise<PersonLookup> {
  const local = await localPersonByPinfl(deps, query.pinfl);
  const found = local ? fromHere(local) : await personElsewhere(deps, query);
  const otherDate =
    query.birthDate !== undefined &&
    found.kind === "found" &&
    found.record.person.birthDate !== query.birthDate;
  return otherDate ? { kind: "wrong-birth-date" } : found;
}

/** Looks a person up by the series and number of their document. The same order as `findPerson`. */
export async function findPersonByDocument(
  deps: RegistryDeps,
  document: string,
): Promise<Exclude<PersonLookup, { kind: "wrong-birth-date" }>> {
  const local = await localPersonByDocument(deps, document);
  return local ? fromHere(local) : personElsewhere(deps, { document });
}

/**
 * Looks up the latest border crossing by the series and number of a foreign document. In the same order as
 * `findPerson`: crossings of different sources are not compared.
 */
export async function findCrossing(deps: RegistryDeps, document: string): Promise<CrossingLookup> {
  const local = await localCrossing(deps, document);
  if (local) {
    const { id, record, photo, updatedAt } = local;
    return { kind: "found", id, source: null, updatedAt, record, photo };
  }
  return elsewhere(
    deps,
    (source) => askForCrossing(deps, source, document),
    ({ record, photo }, source): FoundCrossing => ({
      kind: "found",
      id: null,
      source,
      updatedAt: null,
      record,
      photo,
    }),
  );
}

function fromHere({ id, record, photo, updatedAt }: RegistryPerson): FoundPerson {
  return { kind: "found", id, source: null, updatedAt, record, locked: record.locked, photo };
}

function personElsewhere(
  deps: RegistryDeps,
  question: PersonQuestion,
): Promise<FoundPerson | { kind: "unknown" } | Unavailable> {
  return elsewhere(
    deps,
    (source) => askForPerson(deps, source, question),
    ({ record, photo }: CheckedPerson, source): FoundPerson => ({
      kind: "found",
      id: null,
      source,
      updatedAt: null,
      record,
      locked: record.locked,
      photo,
    }),
  );
}

async function elsewhere<T, Found>(
  deps: RegistryDeps,
  ask: (source: CallableSource) => Promise<SourceResult<T>>,
  found: (value: T, source: string) => Found,
): Promise<Found | { kind: "unknown" } | Unavailable> {
  let unavailable: Unavailable | null = null;
  for (const source of await listSources(deps.db)) {
    if (!source.active) continue;
    const answer = await ask(source);
    if (answer.kind === "found") return found(answer.value, source.name);
    if (answer.kind === "failed") {
      // The source's own field names could contain anything, so they are not logged.
      const known: readonly string[] = [...sourceFields.people, ...sourceFields.crossings];
      const fields = answer.problems.map((problem) => problem.field).filter((field) => known.includes(field));
      deps.log.warn({ source: source.id, detail: answer.detail, fields }, "a registry source failed");
      unavailable ??= { kind: "unavailable", source: source.name };
    }
  }
  return unavailable ?? { kind: "unknown" };
}
