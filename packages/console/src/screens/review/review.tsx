import type { Decide, Resubmission, ReviewDetail } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import {
  claimNext,
  decideReview,
  openReview,
  releaseReview,
  requestResubmission,
  saveReviewNotes,
} from "../reviews/calls.ts";
import { ReviewState } from "../reviews/review-state.tsx";
import { texts as listTexts } from "../reviews/texts.ts";
import { Decision } from "./decision.tsx";
import { Checks, Comparison, Earlier } from "./facts-of-review.tsx";
import { FindingsCard, hasFindings } from "./findings/findings-card.tsx";
import { texts as findingsTexts } from "./findings/texts.ts";
import { type Findings, useFindings, writtenFindings } from "./findings/use-findings.ts";
import { Pictures } from "./pictures.tsx";
import { Resubmit } from "./resubmission.tsx";
import styles from "./review.module.css";
import { ReviewedUser } from "./reviewed-user.tsx";
import { texts } from "./texts.ts";
import { useDecision } from "./use-decision.ts";
import { VideoCall } from "./video/video-call.tsx";

const route = getRouteApi("/frame/reviews/$reviewId");

/** The reviewer's desk: opening a review claims it, and a decision leads to the next one. */
export function Review() {
  const t = useTexts(texts);
  const { reviewId } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["review", reviewId],
    queryFn: ({ signal }) => openReview(reviewId, signal),
    // Each reading is a look at personal data, which the audit log tells: none happens by itself.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  if (data !== undefined) return <Desk key={data.id} review={data} />;
  return (
    <Screen title={t.crumb} crumb={<Link to="/reviews">{t.crumb}</Link>}>
      {isPending && <Skeleton />}
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
    </Screen>
  );
}

function Desk({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const list = useTexts(listTexts);
  const found = useTexts(findingsTexts);
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { id, projectId, claim, firstApproval } = review;
  const toQueue = () => void navigate({ to: "/reviews" });
  const failed = (error: unknown) => toast({ look: "bad", error });
  const next = useMutation({
    // `done`: the outcome of the previous review. A toast of its own would be replaced before it is read.
    mutationFn: (_: { done: string | null }) => claimNext(projectId),
    onSuccess: (following, { done }) => {
      if (following) return void navigate({ to: "/reviews/$reviewId", params: { reviewId: following.id } });
      if (done === null) toast({ look: "warn", text: t.nothing });
      else toast({ look: "ok", text: `${done} ${t.nothing}` });
      toQueue();
    },
    onError: failed,
  });
  const release = useMutation({
    mutationFn: () => releaseReview(id),
    onSuccess: () => {
      toast({ look: "ok", text: t.released });
      toQueue();
    },
    onError: failed,
  });
  const form = useFindings(review);
  const save = useMutation({
    mutationFn: (findings: Findings) => saveReviewNotes(id, writtenFindings(findings)),
    onSuccess: (_, findings) => form.markSaved(findings),
    onError: failed,
  });
  const send = async (decision: Decide) => {
    try {
      if (form.changed) await saveReviewNotes(id, writtenFindings(form.findings));
      await decideReview(id, decision);
    } catch (error) {
      failed(error);
      return;
    }
    toast({ look: "ok", text: t.done });
    await queries.invalidateQueries({ queryKey: ["reviews"] });
    // A reviewer who has moved to another screen in the meantime stays there.
    if (location.pathname.endsWith(id)) next.mutate({ done: t.done });
  };
  const sendBack = useMutation({
    mutationFn: (request: Resubmission) => requestResubmission(id, request),
    onSuccess: async () => {
      toast({ look: "ok", text: t.sentBack });
      await queries.invalidateQueries({ queryKey: ["reviews"] });
      next.mutate({ done: t.sentBack });
    },
    onError: failed,
  });
  const { waiting, decide, undo } = useDecision((decision) => void send(decision));
  const takeBack = () => {
    if (waiting === null) return;
    undo();
    toast({ look: "warn", text: t.undone });
  };
  useKeys([
    { keys: "u", label: waiting ? t.undo : t.release, run: () => (waiting ? takeBack() : release.mutate()) },
    { keys: "n", label: t.next, run: () => next.mutate({ done: null }) },
  ]);
  const mine = claim === null || claim.mine;
  const open = review.status === "open" && mine && waiting === null;
  const title = list.methods[review.method ?? "user"];
  return (
    <Screen
      title={title}
      heading={
        <>
          {title} <code>{review.sessionId ?? review.userId}</code>
        </>
      }
      crumb={
        <>
          <Link to="/reviews">{t.crumb}</Link>
          {claim?.mine && (
            <>
              {" · "}
              <Countdown to={claim.expiresAt} text={t.yours} />
            </>
          )}
        </>
      }
      actions={
        <>
          <ReviewState review={review} />
          {claim !== null && (
            <Button keys="u" disabled={waiting !== null} onClick={() => release.mutate()}>
              {t.release}
            </Button>
          )}
          <Button keys="n" onClick={() => next.mutate({ done: null })}>
            {t.next}
          </Button>
        </>
      }
    >
      {!mine && <Note look="warn">{t.claimed}</Note>}
      {firstApproval !== null && (
        <Note>
          {t.first}: <code>{firstApproval.by}</code>, <Time at={firstApproval.approvedAt} />
        </Note>
      )}
      {waiting !== null && (
        <Note look="warn" live>
          <div className={styles.undo}>
            <span>{waiting.decision.decision === "approved" ? t.approving : t.refusing}</span>
            <span aria-hidden="true">
              <Countdown to={waiting.at} text={t.sendsIn} />
            </span>
            <Button keys="u" onClick={takeBack}>
              {t.undo}
            </Button>
          </div>
        </Note>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          {review.video && open && <VideoCall review={review} />}
          {hasFindings(review) && (
            <FindingsCard
              form={form}
              error={save.error}
              onSave={
                open && !save.isPending
                  ? () =>
                      save.mutate(form.findings, {
                        onSuccess: () => toast({ look: "ok", text: found.saved }),
                      })
                  : undefined
              }
            />
          )}
          {(review.pictures.length > 0 || !hasFindings(review)) && <Pictures review={review} />}
          <Comparison review={review} />
          <ReviewedUser review={review} />
          <Earlier review={review} />
        </div>
        <div className={styles.side}>
          <Checks review={review} />
          <div className={styles.decision}>
            <Decision review={review} onDecide={open ? decide : undefined} />
          </div>
          {review.resubmission !== null && (
            <Resubmit
              resubmission={review.resubmission}
              onRequest={open && !sendBack.isPending ? sendBack.mutate : undefined}
            />
          )}
        </div>
      </div>
    </Screen>
  );
}
