import type { DeliveryDetail } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./attempts.module.css";
import { texts } from "./texts.ts";

/** When the next attempt is due, to be made now or never. */
export function NextAttempt({ delivery: { id, projectId }, at }: { delivery: DeliveryDetail; at: string }) {
  const t = useTexts(texts);
  const allowed = useMay(projectId)("deliveries.send");
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (action: "retry" | "stop") => post(`/deliveries/${id}/${action}`),
    onError: (error) => toast({ look: "bad", error }),
    onSettled: () => cache.invalidateQueries({ queryKey: ["delivery", id] }),
  });
  return (
    <div className={styles.next}>
      <span>
        <Countdown to={at} text={t.next} />
      </span>
      {allowed && (
        <span className={styles.actions}>
          <Button onClick={() => act.mutate("retry")} disabled={act.isPending}>
            {t.now}
          </Button>
          <Button look="danger" onClick={() => setAsking(true)} disabled={act.isPending}>
            {t.stop}
          </Button>
        </span>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.stopTitle}
        action={t.stop}
        danger
        onConfirm={() => {
          setAsking(false);
          act.mutate("stop");
        }}
      >
        <p>{t.stopBody}</p>
      </Confirm>
    </div>
  );
}
