import type { SessionId } from "@countersign/wire";
import type { PdfEvidence } from "../pdf/sign-pdf.ts";
import type { SigningDetails } from "./row.ts";

/** What is known of a signature when the code was confirmed; all times in milliseconds since the epoch. */
export interface Confirmed {
  sessionId: SessionId;
  details: SigningDetails & { agreement: NonNullable<SigningDetails["agreement"]> };
  codeSentAt: number;
  wrongCodes: number;
  confirmedAt: number;
}

/** What is embedded in the signed file: which document, which consent, which code; nothing about who signed. */
export function evidenceOf({
  sessionId,
  details,
  codeSentAt,
  wrongCodes,
  confirmedAt,
}: Confirmed): PdfEvidence {
  const { agreement, codeTo, bytes, pages, sha256 } = details;
  const time = (at: number) => new Date(at).toISOString();
  const channel = codeTo === null ? "page" : codeTo.phone === undefined ? "email" : "phone";
  const { version, language } = agreement;
  const evidence = {
    format: "countersign-evidence-1",
    session: sessionId,
    document: { sha256, bytes, pages },
    agreement: { text: version, language, at: time(agreement.at) },
    code: { channel, sentAt: time(codeSentAt), confirmedAt: time(confirmedAt), wrongCodes },
  };
  return {
    json: JSON.stringify(evidence, null, 2),
    page: [
      "Evidence of the electronic signature",
      `Session: ${sessionId}`,
      `Document: ${pages} ${pages === 1 ? "page" : "pages"}, ${bytes} bytes`,
      `SHA-256: ${sha256}`,
      `Shown and agreed to: ${time(agreement.at)} (text ${version}, ${language})`,
      `One-time code: ${channels[channel]} at ${time(codeSentAt)}`,
      `Code confirmed: ${time(confirmedAt)}, after ${wrongCodes} wrong ${wrongCodes === 1 ? "code" : "codes"}`,
      "",
      `The first ${bytes} bytes of this file are the document as it was agreed to.`,
      "The signature of this file seals them together with this page.",
    ],
  };
}

const channels = {
  page: "shown on the page (test mode)",
  phone: "sent to a telephone",
  email: "sent by e-mail",
} as const;
