import type { ReviewDetail, ReviewJudgement } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "../../parts/button.tsx";
import { Note } from "../../parts/note.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { judgeReview } from "../reviews/calls.ts";
import styles from "./review.module.css";
import { texts } from "./texts.ts";

/** The reviewer's own impression, which a project can want before it shows what the checks found. */
export function Judgement({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const toast = useToast();
  const queries = useQueryClient();
  const judge = useMutation({
    mutationFn: (judgement: ReviewJudgement) => judgeReview(review.id, judgement),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["review", review.id] }),
    onError: (error) => toast({ look: "bad", error }),
  });
  return (
    <>
      <Note>{t.judgeFirst}</Note>
      <div className={styles.tools}>
        <Button disabled={judge.isPending} onClick={() => judge.mutate("genuine")}>
          {t.judgements.genuine}
        </Button>
        <Button disabled={judge.isPending} onClick={() => judge.mutate("doubtful")}>
          {t.judgements.doubtful}
        </Button>
      </div>
    </>
  );
}
