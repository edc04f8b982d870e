import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";

/** When a token is to end, out of a request's field; undefined for never. Refuses a moment that has passed. */
export function tokenEnd(
  { clock }: Pick<HttpDeps, "clock">,
  field: string,
  text: string | undefined,
): Date | undefined {
  if (text === undefined) return undefined;
  const end = new Date(text);
  if (end.getTime() <= clock()) throw refuseFields([{ field, problem: "must be in the future" }]);
  return end;
}
