import type { ProjectView, Rotatable } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { projectsKey } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./project.module.css";
import { texts } from "./texts.ts";

const rotatable = ["secret", "webhook_secret", "request_secret"] as const satisfies readonly Rotatable[];

/** The project's secrets: never shown, replaced one by one. */
export function Secrets({
  project,
  onShow,
}: {
  project: ProjectView;
  onShow: (values: readonly (readonly [string, string | null])[]) => void;
}) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState<Rotatable | null>(null);
  const rotate = useMutation({
    mutationFn: (what: Rotatable) =>
      post<{ value: string | null }>(`/projects/${project.id}/rotate`, { what }),
    gcTime: 0,
    onSuccess: ({ value }, what) => {
      onShow([[t.secret[what], value]]);
      return cache.invalidateQueries({ queryKey: projectsKey });
    },
    onError: (error) => toast({ look: "bad", error }),
  });
  const { rotations, signing } = project;
  const until: Readonly<Record<Rotatable, string | null>> = {
    secret: rotations.secret?.previousValidUntil ?? null,
    webhook_secret: signing.previousValidUntil,
    request_secret: rotations.requestSecret?.previousValidUntil ?? null,
  };
  return (
    <Card title={t.secrets}>
      {rotatable.map((what) => (
        <div key={what} className={styles.row}>
          <span>
            {t.secret[what]}
            {until[what] !== null && (
              <span className={styles.soft}>
                {" "}
                {t.previousUntil} <Time at={until[what]} full />
              </span>
            )}
          </span>
          <Button aria-label={`${t.rotate}: ${t.secret[what]}`} onClick={() => setAsking(what)}>
            {t.rotate}
          </Button>
        </div>
      ))}
      <Confirm
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking === null ? "" : t.rotateTitle(t.secret[asking], project.name)}
        action={t.rotate}
        onConfirm={() => {
          if (asking !== null) rotate.mutate(asking);
          setAsking(null);
        }}
      >
        <p>{t.rotateBody}</p>
      </Confirm>
    </Card>
  );
}
