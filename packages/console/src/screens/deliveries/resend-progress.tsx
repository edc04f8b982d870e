import type { ReplayDetailView } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Button } from "../../parts/button.tsx";
import { Modal } from "../../parts/modal.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Progress } from "../../parts/progress.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { count as countText } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readResend, stopResend } from "./calls.ts";
import { texts } from "./resend-texts.ts";

const pollMs = 700;

/** The progress and results of a bulk resend. */
export function ResendProgress({ started, onClose }: { started: ReplayDetailView; onClose: () => void }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const cache = useQueryClient();
  const key = ["resend", started.id];
  const { data = started, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readResend(started.id, signal),
    refetchInterval: ({ state }) => (isSettled(state.data) ? false : pollMs),
  });
  const stop = useMutation({
    mutationFn: () => stopResend(started.id),
    onSuccess: (stopped) => cache.setQueryData(key, stopped),
  });
  const { status, matchedCount, queuedCount, skippedCount, statusCounts } = data;
  useEffect(() => {
    if (status !== "running") void cache.invalidateQueries({ queryKey: ["deliveries"] });
  }, [status, cache]);
  const number = (value: number) => countText(value, language);
  const title = { running: t.progress, done: t.done, cancelled: t.stopped }[status];
  const done = queuedCount + skippedCount;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      actions={
        <>
          {status === "running" && (
            <Button look="danger" onClick={() => stop.mutate()} disabled={stop.isPending}>
              {t.stop}
            </Button>
          )}
          <Button onClick={onClose}>{t.close}</Button>
        </>
      }
    >
      {(error ?? stop.error) && <ProblemNote error={error ?? stop.error} />}
      <Progress
        label={title}
        value={done}
        max={matchedCount}
        text={t.queued(number(queuedCount), matchedCount === null ? "…" : number(matchedCount))}
      />
      {skippedCount > 0 && <p>{t.skipped(number(skippedCount))}</p>}
      <p>{t.now(number(statusCounts.delivered + statusCounts.done), number(statusCounts.exhausted))}</p>
    </Modal>
  );
}

/** Whether it can no longer change. */
function isSettled(replay: ReplayDetailView | undefined): boolean {
  if (replay === undefined || replay.status === "running") return false;
  return replay.statusCounts.pending + replay.statusCounts.retrying === 0;
}
