import type { Decide, ReviewDetail } from "@countersign/wire";
import { useState } from "react";
import { Kbd } from "../../keys/kbd.tsx";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Note } from "../../parts/note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { checkTexts } from "./check-texts.ts";
import styles from "./review.module.css";
import { texts } from "./texts.ts";

/** One key for each reason, in their order; more reasons than keys are chosen by Tab and Space. */
const reasonKeys = ["q", "w", "e", "d", "f", "r", "t", "y"];
type Reason = ReviewDetail["refusalReasons"][number];

/** Where a review is decided, by the keyboard alone if somebody likes. */
export function Decision({
  review,
  onDecide,
}: {
  review: ReviewDetail;
  /** Undefined: it can't be decided now. */
  onDecide: ((decision: Decide) => void) | undefined;
}) {
  const t = useTexts(texts);
  const names = useTexts(checkTexts).reason;
  const [chosen, setChosen] = useState<readonly Reason[]>([]);
  const [comment, setComment] = useState("");
  const own = review.firstApproval?.mine === true;
  const remark = comment.trim() === "" ? {} : { comment: comment.trim() };
  const mayApprove = onDecide !== undefined && !own && review.blocks.length === 0;
  const approve = () => mayApprove && onDecide({ decision: "approved", ...remark });
  const refuse = () =>
    chosen.length > 0 && onDecide?.({ decision: "refused", reasons: [...chosen], ...remark });
  // As the page does: of a suspected fraud it tells nothing, whatever else is named.
  const told = chosen.includes("suspected_fraud")
    ? undefined
    : review.applicantIsTold.find(({ reason }) => reason === chosen[0])?.text;
  const toggle = (reason: Reason) =>
    setChosen(chosen.includes(reason) ? chosen.filter((each) => each !== reason) : [...chosen, reason]);
  useKeys([
    { keys: "a", label: t.approve, run: approve },
    { keys: "Enter", label: t.refuseNone, run: refuse },
    ...review.refusalReasons.flatMap((reason, at) => {
      const keys = reasonKeys[at];
      return keys === undefined ? [] : [{ keys, label: names[reason], run: () => toggle(reason) }];
    }),
  ]);
  return (
    <Card title={t.decision}>
      {own && <Note look="warn">{t.own}</Note>}
      {review.blocks.length > 0 && (
        <Note look="bad">
          {t.blocked} {review.blocks.map((block) => t.blocks[block]).join("; ")}
        </Note>
      )}
      <Button look="primary" keys="a" aria-disabled={!mayApprove} onClick={approve}>
        {t.approve}
      </Button>
      <fieldset className={styles.reasons}>
        <legend>{t.reasons}</legend>
        {review.refusalReasons.map((reason, at) => (
          <label key={reason}>
            <input type="checkbox" checked={chosen.includes(reason)} onChange={() => toggle(reason)} />
            <span>
              {names[reason]}
              {review.suggestedReasons.includes(reason) && <em> · {t.suggested}</em>}
            </span>
            {reasonKeys[at] && <Kbd keys={reasonKeys[at]} />}
          </label>
        ))}
      </fieldset>
      <textarea
        className={styles.comment}
        aria-label={t.comment}
        placeholder={t.comment}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {chosen.length > 0 && review.kind === "session" && (
        <Note>{told === undefined ? t.toldNothing : t.told(told)}</Note>
      )}
      <Button
        look="danger"
        keys="Enter"
        aria-disabled={chosen.length === 0 || onDecide === undefined}
        onClick={refuse}
      >
        {chosen.length === 0 ? t.refuseNone : t.refuse(chosen.length)}
      </Button>
    </Card>
  );
}
