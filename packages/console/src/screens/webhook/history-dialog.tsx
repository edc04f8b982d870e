import type { WebhookView } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "../../parts/button.tsx";
import { Changes } from "../../parts/changes.tsx";
import { Modal } from "../../parts/modal.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readHistory, restoreVersion } from "./calls.ts";
import styles from "./history-dialog.module.css";
import { texts } from "./texts.ts";

/** Who changed what and when, with the way back to each of these states. */
export function HistoryDialog({ webhook, onClose }: { webhook: WebhookView; onClose: () => void }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const restores = useMay(webhook.projectId)("webhooks.change");
  const history = useQuery({
    queryKey: ["webhook-history", webhook.id],
    queryFn: ({ signal }) => readHistory(webhook.id, signal),
  });
  const restore = useMutation({
    mutationFn: (version: number) => restoreVersion(webhook.id, version, webhook.version),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["webhook", webhook.id] });
      await cache.invalidateQueries({ queryKey: ["webhook-history", webhook.id] });
      await cache.invalidateQueries({ queryKey: ["webhooks"] });
      toast({ look: "ok", text: t.restored });
      onClose();
    },
  });
  const versions = history.data?.data ?? [];
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={t.history}>
      {history.isPending && <Skeleton />}
      {history.error && <ProblemNote error={history.error} retry={() => void history.refetch()} />}
      {restore.error && <ProblemNote error={restore.error} />}
      {history.data && versions.length === 0 && <p>{t.historyEmpty}</p>}
      <ol className={styles.versions}>
        {versions.map(({ version, createdAt, actor, changes }) => (
          <li key={version}>
            <div className={styles.head}>
              <span>
                <b>{version}</b> <Time at={createdAt} full /> {actor && t.by(actor.id)}
              </span>
              {restores && version !== webhook.version && (
                <Button
                  aria-label={`${t.restore} ${version}`}
                  onClick={() => restore.mutate(version)}
                  disabled={restore.isPending}
                >
                  {t.restore}
                </Button>
              )}
            </div>
            <Changes changes={changes} />
          </li>
        ))}
      </ol>
    </Modal>
  );
}
