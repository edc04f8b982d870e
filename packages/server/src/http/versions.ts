import type { FastifyReply, FastifyRequest } from "fastify";
import { type Refusal, refuse, refuseFields } from "./refusals/problem.ts";

/** Whether a change is meant for this version of what it changes. */
export type VersionMatch = (version: number) => boolean;

const anyVersion: VersionMatch = () => true;
// A proxy that compresses answers makes weak validators of them: the number is what counts.
const listForm = /^\s*(?:W\/)?"\d{1,10}"(?:\s*,\s*(?:W\/)?"\d{1,10}")*\s*$/;

/**
 * Which version the caller has seen, as `If-Match` says (RFC 9110, 13.1.1); any without the header, or with `*`. The
 * route declares `headers: ifMatchSchema`. To be compared under the lock that the change is made under, so that of two
 * who have seen the same version only one succeeds:
 *
 * ```ts
 * const isCurrent = matchingVersion(request);
 * const result = await inTransaction(deps.db, (tx) => changeThing(deps, tx, id, request.body, isCurrent));
 * if (result.kind === "stale") throw versionMismatch(result.version);
 * return withETag(reply, thingView(result.thing));
 * ```
 */
export function matchingVersion(request: Pick<FastifyRequest, "headers">): VersionMatch {
  const wanted = request.headers["if-match"];
  if (wanted === undefined || wanted.trim() === "*") return anyVersion;
  if (!listForm.test(wanted)) {
    throw refuseFields([{ field: "If-Match", problem: 'must be a version in quotes, such as "3", or *' }]);
  }
  const versions = new Set((wanted.match(/\d+/g) ?? []).map(Number));
  return (version) => versions.has(version);
}

/** The refusal of a change that was meant for another version. */
export function versionMismatch(version: number): Refusal {
  return refuse(
    "version_mismatch",
    `It was changed meanwhile and has version ${version} now. Read it again, and repeat your change.`,
    { version },
  );
}

/** The answer as it is, with its version as `ETag`. */
export function withETag<Answer extends { version: number }>(reply: FastifyReply, answer: Answer): Answer {
  reply.header("etag", `"${answer.version}"`);
  return answer;
}
