import type { DeliveryDetail } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { resendDelivery } from "./calls.ts";
import { texts } from "./texts.ts";

/** Sends one delivery again: `r`. For those who may. */
export function ResendButton({ delivery: { id, projectId } }: { delivery: DeliveryDetail }) {
  const t = useTexts(texts);
  const allowed = useMay(projectId)("deliveries.send");
  const cache = useQueryClient();
  const toast = useToast();
  const resend = useMutation({
    mutationFn: () => resendDelivery(id),
    onSuccess: async ({ resent }) => {
      toast(resent > 0 ? { look: "ok", text: t.resent } : { look: "warn", text: t.notResent });
      await cache.invalidateQueries({ queryKey: ["delivery", id] });
      await cache.invalidateQueries({ queryKey: ["deliveries"] });
    },
    onError: (error) => toast({ look: "bad", error }),
  });
  const run = () => {
    if (!resend.isPending) resend.mutate();
  };
  useKeys(allowed ? [{ keys: "r", label: t.resend, run }] : []);
  if (!allowed) return null;
  return (
    <Button look="primary" keys="r" onClick={run} aria-disabled={resend.isPending}>
      {t.resend}
    </Button>
  );
}
