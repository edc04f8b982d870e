import type { DocumentKind } from "@countersign/mrz";
import type { ChecksPolicy, SessionDocumentType } from "@countersign/wire";
import type { Facts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import { type SessionZone, zoneEvidence } from "./zone.ts";

/** `document.expiry`: fails only by a zone that was read with certainty. */
export function checkExpiry(found: SessionZone | null, today: string): Finding {
  const name = "document.expiry";
  if (found === null) return finding({ name, verdict: "skipped", code: "zone_missing" });
  const { iso } = found.zone.fields.expiryDate;
  const evidence = {
    ...zoneEvidence(found),
    fields: [{ field: "expiryDate", read: iso, expected: null, registry: null, matches: null }],
  };
  if (iso === null) return finding({ name, verdict: "consider", code: "expiry_unknown", evidence });
  // A document is valid through the day that it names.
  if (iso >= today) return finding({ name, verdict: "pass", code: "document_valid", evidence });
  return finding({ name, verdict: certain(found, "fail"), code: "document_expired", evidence });
}

type TakenKind = NonNullable<ChecksPolicy["documents"]>[number];

const takenByDefault: readonly TakenKind[] = ["passport", "identity_card"];
const takenKinds: Readonly<Record<DocumentKind, TakenKind | null>> = {
  passport: "passport",
  "identity-card": "identity_card",
  visa: "visa",
  unknown: null,
};
const kindOf: Readonly<Record<SessionDocumentType, DocumentKind>> = {
  passport: "passport",
  id_card: "identity-card",
};

/** `document.type`: whether the project takes such documents, and whether it is the kind that was chosen. */
export function checkType(found: SessionZone | null, facts: Pick<Facts, "policy" | "documentType">): Finding {
  const name = "document.type";
  if (found === null) return finding({ name, verdict: "skipped", code: "zone_missing" });
  const { kind, code } = found.zone.fields.documentCode;
  const chosen = facts.documentType && kindOf[facts.documentType];
  const fields = [{ field: "documentType", read: code, expected: chosen, registry: null, matches: null }];
  const evidence = { ...zoneEvidence(found), fields };
  const taken = takenKinds[kind];
  if (taken === null || !(facts.policy.documents ?? takenByDefault).includes(taken))
    return finding({ name, verdict: certain(found, "fail"), code: "type_not_accepted", evidence });
  if (chosen !== null && chosen !== kind)
    return finding({ name, verdict: "consider", code: "type_not_chosen", evidence });
  return finding({ name, verdict: "pass", code: "type_accepted", evidence });
}

/** `document.country`: whether the project takes documents of the issuing state. */
export function checkCountry(found: SessionZone | null, { policy }: Pick<Facts, "policy">): Finding {
  const name = "document.country";
  if (found === null) return finding({ name, verdict: "skipped", code: "zone_missing" });
  const { code, kind } = found.zone.fields.issuingState;
  const fields = [{ field: "issuingState", read: code, expected: null, registry: null, matches: null }];
  const evidence = { ...zoneEvidence(found), fields };
  if (kind === "specimen")
    return finding({ name, verdict: certain(found, "fail"), code: "specimen", evidence });
  if (kind !== "unknown" && (policy.countries === null || policy.countries.includes(code)))
    return finding({ name, verdict: "pass", code: "country_accepted", evidence });
  return finding({ name, verdict: certain(found, "fail"), code: "country_not_accepted", evidence });
}

/** A reading with doubts only raises a question. */
function certain({ zone }: SessionZone, verdict: "fail"): "fail" | "consider" {
  return zone.trusted ? verdict : "consider";
}
