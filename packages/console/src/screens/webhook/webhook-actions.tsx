import type { EnabledWebhook, WebhookView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { WebhookState } from "../../project/webhook-state.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { deleteWebhook } from "./calls.ts";
import { HistoryDialog } from "./history-dialog.tsx";
import { texts } from "./texts.ts";

/** How a webhook stands, switching it off and on, deleting it. */
export function WebhookActions({ webhook }: { webhook: WebhookView }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [showsHistory, setShowsHistory] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [missed, setMissed] = useState<EnabledWebhook["missed"]>(null);
  const { id, name, version, status } = webhook;
  const sets = useMay(webhook.projectId)("webhooks.set_up");
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ["webhook", id] }),
      cache.invalidateQueries({ queryKey: ["webhooks"] }),
    ]);
  const onError = (error: unknown) => toast({ look: "bad", error });
  const disable = useMutation({
    mutationFn: () => post(`/webhooks/${id}/disable`),
    onSuccess: refresh,
    onError,
  });
  const enable = useMutation({
    mutationFn: () => post<EnabledWebhook>(`/webhooks/${id}/enable`),
    onSuccess: async (enabled) => {
      const { missed: since } = enabled;
      if (since !== null && since.failed + since.cancelled > 0) setMissed(since);
      await refresh();
    },
    onError,
  });
  const recover = useMutation({
    mutationFn: (since: string) => post(`/webhooks/${id}/recover`, { since }),
    onSuccess: () => toast({ look: "ok", text: t.recovered }),
    onError,
  });
  const remove = useMutation({
    mutationFn: () => deleteWebhook(id, version),
    onSuccess: async () => {
      toast({ look: "ok", text: t.deleted });
      await navigate({ to: "/webhooks", ignoreBlocker: true });
      await cache.invalidateQueries({ queryKey: ["webhooks"] });
    },
    onError,
  });
  return (
    <>
      <WebhookState webhook={webhook} />
      <Button onClick={() => setShowsHistory(true)}>{t.history}</Button>
      {sets &&
        (status === "disabled" ? (
          <Button onClick={() => enable.mutate()}>{t.enable}</Button>
        ) : (
          <Button onClick={() => disable.mutate()}>{t.disable}</Button>
        ))}
      {sets && webhook.kind === "configured" && (
        <Button look="danger" onClick={() => setDeleting(true)}>
          {t.delete}
        </Button>
      )}
      {showsHistory && <HistoryDialog webhook={webhook} onClose={() => setShowsHistory(false)} />}
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={t.deleteTitle(name)}
        action={t.delete}
        danger
        onConfirm={() => {
          setDeleting(false);
          remove.mutate();
        }}
      >
        <p>{t.deleteBody}</p>
      </Confirm>
      <Confirm
        open={missed !== null}
        onOpenChange={(open) => !open && setMissed(null)}
        title={missed ? t.missed(missed.failed, missed.cancelled) : ""}
        action={t.recover}
        onConfirm={() => {
          if (missed) recover.mutate(missed.since);
          setMissed(null);
        }}
      />
    </>
  );
}
