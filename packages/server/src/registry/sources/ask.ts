import type { FieldProblem, SourceMapping } from "@countersign/wire";
import { plainDocument } from "../blind-indexes.ts";
import { type CheckedCrossing, checkCrossing } from "../check-crossing.ts";
import { type Checked, type CheckedPerson, checkPerson } from "../check-person.ts";
import type { RegistryDeps } from "../deps.ts";
import { sealContext } from "../seal-contexts.ts";
import { mapResponse } from "./mapping.ts";
import type { CallableSource } from "./source.ts";

/** Enough for a record with its photo in base64. */
const maxResponseBytes = 4 * 1024 * 1024;

/** `detail` and `problems` say what failed, without any value of the response. */
export type SourceResult<T> =
  | { kind: "found"; value: T }
  | { kind: "unknown" }
  | { kind: "failed"; detail: string; problems: FieldProblem[] };

type Deps = Pick<RegistryDeps, "outbound" | "keyring">;

/** A query for a person. `birthDate` is `YYYY-MM-DD`. */
export type PersonQuestion = { pinfl: string; birthDate?: string } | { document: string };

/** Queries the source for a person. A response about a different person is a failure. */
export async function askForPerson(
  deps: Deps,
  source: CallableSource,
  question: PersonQuestion,
): Promise<SourceResult<CheckedPerson>> {
  const answer = await ask(deps, source, "people", question, (record) => checkPerson(record, false));
  if (answer.kind !== "found") return answer;
  const { person } = answer.value.record;
  const same =
    "pinfl" in question
      ? person.pinfl === question.pinfl
      : plainDocument(person.document) === plainDocument(question.document);
  return same ? answer : failed("the response is about somebody else");
}

/** Queries the source for the latest crossing with a document. */
export async function askForCrossing(
  deps: Deps,
  source: CallableSource,
  document: string,
): Promise<SourceResult<CheckedCrossing>> {
  const answer = await ask(deps, source, "crossings", { document }, checkCrossing);
  if (answer.kind !== "found") return answer;
  const same = plainDocument(answer.value.record.document) === plainDocument(document);
  return same ? answer : failed("the response is about another document");
}

async function ask<T>(
  deps: Deps,
  source: CallableSource,
  kind: keyof SourceMapping,
  question: object,
  check: (record: unknown) => Checked<T>,
): Promise<SourceResult<T>> {
  const key =
    source.apiKeySealed && deps.keyring.system.unseal(source.apiKeySealed, sealContext.sourceKey(source.id));
  const result = await deps.outbound.send({
    purpose: "registry",
    projectId: null,
    url: `${source.url}/${kind}/lookup`,
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      ...(key && { authorization: `Bearer ${key.toString("utf8")}` }),
    },
    body: JSON.stringify(question),
    timeoutMs: source.timeoutMs,
    maxResponseBytes,
  });
  if (result.kind === "failed") return failed(`the call failed (${result.reason}): ${result.detail}`);
  if (result.status === 404) return { kind: "unknown" };
  if (result.status !== 200) return failed(`unexpected status ${result.status}; expected 200 or 404`);
  if (result.truncated) return failed("the response is longer than 4 MiB");
  let record: unknown;
  try {
    record = JSON.parse(result.body.toString("utf8"));
  } catch {
    return failed("the response is not JSON");
  }
  const checked = check(mapResponse(kind, source.mapping, record));
  if (checked.ok) return { kind: "found", value: checked.value };
  return failed("the response is not a valid record", checked.problems);
}

function failed(
  detail: string,
  problems: FieldProblem[] = [],
): { kind: "failed"; detail: string; problems: FieldProblem[] } {
  return { kind: "failed", detail, problems };
}
