import type { RetakeReason } from "@countersign/wire/browser";
import type { Texts } from "../texts/texts.ts";

/** Says why a picture is asked for again, and how to take a better one. */
export function Retake({ reason, texts }: { reason: RetakeReason; texts: Texts }) {
  const told = texts.retakes[reason];
  return (
    <div class="retake" role="alert">
      <strong>{texts.retake}</strong>
      <span>{told.reason}</span>
      <span>{told.advice}</span>
    </div>
  );
}
