import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { count as countText } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { countResend, type ResendSelection, startResend } from "./calls.ts";
import { ResendProgress } from "./resend-progress.tsx";
import { texts } from "./resend-texts.ts";

/**
 * Sends many deliveries again: how many is counted first, and confirmed; then it shows how far it
 * is, and can be stopped. `to`: the one webhook that all of them go to.
 */
export function ResendDialog({
  selection,
  to,
  onClose,
}: {
  /** Null: the filters mean nothing to a bulk resend. */
  selection: ResendSelection | null;
  to: string | null;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const counted = useQuery({
    queryKey: ["resend-count", selection],
    queryFn: () => (selection === null ? { count: 0 } : countResend(selection)),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMutation({
    mutationFn: async () =>
      selection === null ? undefined : startResend(selection, counted.data?.count ?? 0),
  });
  if (start.data !== undefined) return <ResendProgress started={start.data} onClose={onClose} />;
  const count = counted.data?.count;
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={count === undefined ? t.counting : t.title(count, countText(count, language), to)}
      action={t.confirm}
      disabled={count === undefined || count === 0 || start.isPending}
      onConfirm={() => start.mutate()}
    >
      {counted.error && <ProblemNote error={counted.error} retry={() => void counted.refetch()} />}
      {start.error && <ProblemNote error={start.error} />}
      {selection === null && <Note look="warn">{t.filters}</Note>}
      {selection !== null && count === 0 && <p>{t.none}</p>}
      {count !== undefined && count > 0 && <p>{t.body}</p>}
      {start.error && <Button onClick={() => void counted.refetch()}>{t.counting}</Button>}
    </Confirm>
  );
}
