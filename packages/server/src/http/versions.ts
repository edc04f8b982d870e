import type { FastifyReply, FastifyRequest } from "fastify";
import { type Refusal, refuse, refuseFields } from "./refusals/problem.ts";

/** Whether a change is meant for this version of the resource. */
export type VersionMatch = (version: number) => boolean;

const anyVersion: VersionMatch = () => true;
// A proxy that compresses responses turns ETags into weak ones: only the number counts.
const listForm = /^\s*(?:W\/)?"\d{1,10}"(?:\s*,\s*(?:W\/)?"\d{1,10}")*\s*$/;

/**
 * The version that the caller has seen, from `If-Match` (RFC 9110, 13.1.1); any version without the header, or with `*`.
 * The route declares `headers: ifMatchSchema`. Compare it under the lock of the change, so that of two callers who have
 * seen the same version only one succeeds:
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

/** The refusal of a change that is meant for another version. */
export function versionMismatch(version: number): Refusal {
  return refuse(
    "version_mismatch",
    `It was changed meanwhile and has version ${version} now. Read it again, and repeat your change.`,
    { version },
  );
}

/** Sets the response's version as `ETag`, and returns the response. */
export function withETag<Answer extends { version: number }>(reply: FastifyReply, answer: Answer): Answer {
  reply.header("etag", `"${answer.version}"`);
  return answer;
}
