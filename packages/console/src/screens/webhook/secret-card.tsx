import type { WebhookView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { duration } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./form.module.css";
import { useWebhookForm } from "./form-context.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import { texts } from "./texts.ts";

const overlaps = { hour: 3600, day: 86_400, week: 604_800, none: 0 } as const;
type Overlap = keyof typeof overlaps;

/** The signing secret: since when it is in use, how long the previous one still is, and a new one. */
export function SecretCard() {
  const t = useTexts(texts);
  const { view } = useWebhookForm();
  if (view === null)
    return (
      <Card title={t.secret}>
        <p>{t.secretIntro}</p>
      </Card>
    );
  return view.kind === "configured" ? (
    <OwnSecret view={view} />
  ) : (
    <Card title={t.secret}>
      <p>{t.staticSecret}</p>
    </Card>
  );
}

function OwnSecret({ view }: { view: WebhookView }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const rotates = useMay(view.projectId)("webhooks.set_up");
  const [overlap, setOverlap] = useState<Overlap>("day");
  const [shown, setShown] = useState<string | null>(null);
  const refresh = () => cache.invalidateQueries({ queryKey: ["webhook", view.id] });
  const onError = (error: unknown) => toast({ look: "bad", error });
  const rotate = useMutation({
    mutationFn: () =>
      post<{ secret: string | null }>(`/webhooks/${view.id}/rotate-secret`, {
        overlapSeconds: overlaps[overlap],
      }),
    gcTime: 0,
    onSuccess: ({ secret }) => {
      setShown(secret);
      return refresh();
    },
    onError,
  });
  const end = useMutation({
    mutationFn: () => post(`/webhooks/${view.id}/rotate-secret/end`),
    onSuccess: refresh,
    onError,
  });
  const { rotatedAt, previousValidUntil } = view.signing;
  return (
    <Card title={t.secret} aside={rotates && <Button onClick={() => setAsking(true)}>{t.rotate}</Button>}>
      {previousValidUntil === null ? (
        <p>
          {t.rotatedAt} <Time at={rotatedAt} full />
        </p>
      ) : (
        <>
          <p>{t.previousFor(duration(Math.max(0, Date.parse(previousValidUntil) - Date.now()), language))}</p>
          <OverlapBar from={rotatedAt} to={previousValidUntil} />
          {rotates && (
            <div>
              <Button onClick={() => end.mutate()}>{t.endRotation}</Button>
            </div>
          )}
        </>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.rotateTitle(view.name)}
        action={t.rotate}
        onConfirm={() => {
          setAsking(false);
          rotate.mutate();
        }}
      >
        <p>{t.rotateBody}</p>
        <Field label={t.overlap}>
          {(control) => (
            <select
              {...control}
              value={overlap}
              onChange={({ target }) => setOverlap(target.value as Overlap)}
            >
              {(Object.keys(overlaps) as Overlap[]).map((name) => (
                <option key={name} value={name}>
                  {t.overlaps[name]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </Confirm>
      {shown !== null && <SecretDialog secret={shown} onDone={() => setShown(null)} />}
    </Card>
  );
}

/** How much of the overlap is over. */
function OverlapBar({ from, to }: { from: string; to: string }) {
  const whole = Date.parse(to) - Date.parse(from);
  const percent = Math.min(100, Math.max(0, Math.round(((Date.now() - Date.parse(from)) / whole) * 100)));
  return (
    <div className={styles.overlap} role="img" aria-label={`${percent} %`}>
      <i style={{ width: `${percent}%` }} />
    </div>
  );
}
