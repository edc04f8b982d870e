import type { Page, WebhookView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/call.ts";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { inOrder, moved } from "./order.ts";
import { texts } from "./texts.ts";

/** The webhooks in their order, and moving one of them: shown at once, saved as a whole. */
export function useReordering(projectId: string, webhooks: readonly WebhookView[]) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [announced, setAnnounced] = useState("");
  const key = ["webhooks", projectId];
  const rows = inOrder(webhooks);
  const save = useMutation({
    mutationFn: (webhookIds: string[]) => call("PUT", "/webhooks/order", { body: { projectId, webhookIds } }),
    onError: (error) => toast({ look: "bad", error }),
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
  const move = (id: string, to: number) => {
    const from = rows.findIndex((row) => row.id === id);
    const next = moved(rows, from, to);
    const place = next.findIndex((row) => row.id === id);
    if (place === from) return;
    setAnnounced(t.moved(next[place]?.name ?? "", place + 1, next.length));
    cache.setQueryData(key, (page: Page<WebhookView> | undefined) => {
      const places = new Map(next.map((row, at) => [row.id, at * 10]));
      return (
        page && {
          ...page,
          data: page.data.map((row) => ({ ...row, order: places.get(row.id) ?? row.order })),
        }
      );
    });
    save.mutate(next.filter(({ kind }) => kind === "configured").map((row) => row.id));
  };
  return { rows, move, announced };
}
