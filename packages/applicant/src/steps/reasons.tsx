import type { ApplicantReason } from "@countersign/wire/browser";
import type { Texts } from "../texts/texts.ts";

/** Why a session failed, each reason with what to do about it. */
export function Reasons({ reasons, texts }: { reasons: readonly ApplicantReason[]; texts: Texts }) {
  return (
    <ul class="reasons">
      {reasons.map((code) => (
        <li key={code}>
          <strong>{texts.reasons[code].reason}</strong>
          <span>{texts.reasons[code].advice}</span>
        </li>
      ))}
    </ul>
  );
}
