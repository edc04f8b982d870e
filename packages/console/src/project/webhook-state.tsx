import type { WebhookView } from "@countersign/wire";
import { Status } from "../parts/status.tsx";
import { usePreferences } from "../preferences/preferences.ts";
import { duration } from "../texts/times.ts";
import { useTexts } from "../texts/use-texts.ts";
import { texts } from "./texts.ts";

const soonMs = 7 * 86_400_000;

/** How a webhook does: works, fails and since when, is off and why, or ends soon. */
export function WebhookState({ webhook }: { webhook: WebhookView }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { status, disabledReason, failingSince, validTo } = webhook;
  if (status === "paused") return <Status health="off">{t.paused}</Status>;
  if (status === "disabled") return <Status health="off">{t.disabled(disabledReason)}</Status>;
  if (failingSince !== null)
    return (
      <Status health="bad">{t.failing(duration(Date.now() - Date.parse(failingSince), language))}</Status>
    );
  const left = validTo === null ? Number.POSITIVE_INFINITY : Date.parse(validTo) - Date.now();
  if (left <= 0) return <Status health="off">{t.over}</Status>;
  if (left <= soonMs) return <Status health="warn">{t.ends(duration(left, language))}</Status>;
  return <Status health="ok">{t.fine}</Status>;
}
