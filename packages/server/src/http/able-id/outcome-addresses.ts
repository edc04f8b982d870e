import type { ProjectId } from "@countersign/wire";
import type { HttpDeps } from "../deps.ts";
import { type Refusal, refuse } from "./response.ts";

/**
 * The outcome addresses of a start call, deduplicated and sorted, or the refusal that names the first
 * one that may not be called.
 */
export type OutcomeAddresses = { ok: true; urls: string[] } | { ok: false; refusal: Refusal };

/**
 * Checks the `hooks[]` of a start call: this service must be allowed to call each address (10102).
 * The schema has validated their number and format.
 */
export async function checkOutcomeAddresses(
  deps: Pick<HttpDeps, "outbound">,
  projectId: ProjectId,
  hooks: readonly string[],
): Promise<OutcomeAddresses> {
  const caller = { purpose: "webhook", projectId } as const;
  const problems = await Promise.all(hooks.map((url) => deps.outbound.checkAddress(url, caller)));
  const index = problems.findIndex((problem) => problem !== null);
  if (index === -1) return { ok: true, urls: [...new Set(hooks)].sort() };
  return { ok: false, refusal: refuse(10102, `hooks[${index}]`, problems[index]?.detail) };
}
