import type { ReviewView } from "@countersign/wire";
import { Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

const healths = { approved: "ok", refused: "bad", resubmission_requested: "info" } as const;

/** How a review stands, in a word. */
export function ReviewState({ review }: { review: ReviewView }) {
  const t = useTexts(texts);
  const { status, decision, firstApproval } = review;
  if (decision !== null) return <Status health={healths[decision]}>{t.decision[decision]}</Status>;
  if (status === "open") return <Status health="warn">{firstApproval ? t.second : t.status.open}</Status>;
  return <Status health="off">{t.status[status]}</Status>;
}
