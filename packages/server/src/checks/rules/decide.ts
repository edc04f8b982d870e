import type {
  CheckName,
  ChecksCause,
  ChecksMode,
  ChecksPolicy,
  SessionMethod,
  SessionReason,
} from "@countersign/wire";
import type { Finding } from "./finding.ts";

/** What a session's checks lead to. */
export type Conclusion = { cause: ChecksCause; open: CheckName[] } & (
  | { outcome: "approved" }
  | { outcome: "refused"; reason: SessionReason }
  | { outcome: "review"; proposed: "approved" | "refused" | null }
);

/** What the conclusion depends on in addition to the checks. */
export interface Circumstances {
  mode: Exclude<ChecksMode, "off">;
  policy: ChecksPolicy;
  method: SessionMethod;
  /** The checks that the session has. */
  names: readonly CheckName[];
  twoPersonApproval: boolean;
  /** Whether a person has asked for these pictures, and so decides. */
  resubmitted: boolean;
  /** Whether something stands against an approval that only an operator may override. */
  blocked: boolean;
  /** Whether the zone tells all of the identity that an approval needs. */
  identityKnown: boolean;
  /** A number from 0 to 99 by chance. */
  draw: number;
}

/**
 * What follows from a session's checks: an approval if every check of the policy passes, a refusal only for a document
 * that has expired or is not taken, by a zone that was read with certainty; everything else goes to a person, and so
 * does a share of the rest. A machine never counts as one of two people. Pure.
 */
export function conclude(findings: readonly Finding[], given: Circumstances): Conclusion {
  const open = openChecks(findings, given);
  const toPerson = (cause: ChecksCause): Conclusion => ({ cause, open, outcome: "review", proposed: null });
  if (given.mode === "assist") return toPerson("assist");
  if (given.resubmitted) return toPerson("resubmission");
  const reason = refusalReason(findings, given.policy);
  if (reason !== null) {
    if (isSampled(given)) return { cause: "sampled", open, outcome: "review", proposed: "refused" };
    return { cause: reason, open, outcome: "refused", reason };
  }
  // Elsewhere all rests on likeness of faces, which is not known well enough.
  if (given.method !== "document") return toPerson("method");
  if (open.length > 0) return toPerson("check_open");
  if (given.blocked) return toPerson("blocked");
  if (!given.identityKnown) return toPerson("identity_open");
  if (given.twoPersonApproval) return toPerson("two_people");
  if (isSampled(given)) return { cause: "sampled", open, outcome: "review", proposed: "approved" };
  return { cause: "policy_met", open, outcome: "approved" };
}

/** Checks of the policy that the session has, and of which one did not pass or is missing. */
function openChecks(
  findings: readonly Finding[],
  { policy, names }: Pick<Circumstances, "policy" | "names">,
): CheckName[] {
  return names
    .filter((name) => policy.approve.includes(name))
    .filter((name) => {
      const own = findings.filter((one) => one.name === name);
      return own.length === 0 || own.some(({ verdict }) => verdict !== "pass");
    });
}

const refusals = {
  document_expired: ["document_expired"],
  unsupported_document: ["type_not_accepted", "country_not_accepted", "specimen"],
} as const satisfies Partial<Record<SessionReason, readonly Finding["code"][]>>;

/** Checks of documents fail only by a zone that was read with certainty. */
function refusalReason(findings: readonly Finding[], { refuse }: ChecksPolicy) {
  const certain = findings.some(({ name, verdict }) => name === "document.mrz" && verdict === "pass");
  if (!certain) return null;
  const failed: readonly Finding["code"][] = findings
    .filter(({ verdict }) => verdict === "fail")
    .map(({ code }) => code);
  return refuse.find((reason) => refusals[reason].some((code) => failed.includes(code))) ?? null;
}

function isSampled({ draw, policy }: Circumstances): boolean {
  return draw < policy.samplePercent;
}
