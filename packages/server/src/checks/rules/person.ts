import type { ApprovalBlock, PersonRecord } from "@countersign/wire";
import type { Facts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** `person.alive`, `person.access` and `person.record`: what the registry says of the person. */
export function checkPerson({ registry, today }: Pick<Facts, "registry" | "today">): Finding[] {
  const record = registry?.kind === "resident" ? registry.record : null;
  return [checkAlive(record), checkAccess(record), checkRecord(record, today)];
}

function checkAlive(record: PersonRecord | null): Finding {
  const name = "person.alive";
  if (record === null) return finding({ name, verdict: "skipped", code: "record_missing" });
  return record.person.liveStatus
    ? finding({ name, verdict: "pass", code: "person_alive" })
    : finding({ name, verdict: "fail", code: "person_dead" });
}

function checkAccess(record: PersonRecord | null): Finding {
  const name = "person.access";
  if (record === null) return finding({ name, verdict: "skipped", code: "record_missing" });
  return record.locked
    ? finding({ name, verdict: "fail", code: "person_locked" })
    : finding({ name, verdict: "pass", code: "access_open" });
}

function checkRecord(record: PersonRecord | null, today: string): Finding {
  const name = "person.record";
  if (record === null) return finding({ name, verdict: "skipped", code: "record_missing" });
  const until = record.person.passportDateEnd;
  const fields = [{ field: "passportDateEnd", read: null, expected: null, registry: until, matches: null }];
  return until < today
    ? finding({ name, verdict: "fail", code: "record_expired", evidence: { fields } })
    : finding({ name, verdict: "pass", code: "record_valid", evidence: { fields } });
}

/** Which of these findings stand against an approval. */
export function blocksOfFindings(findings: readonly Finding[]): ApprovalBlock[] {
  return findings.flatMap(({ verdict, code }): ApprovalBlock[] =>
    verdict === "fail" && (code === "person_dead" || code === "person_locked" || code === "record_expired")
      ? [code]
      : [],
  );
}
