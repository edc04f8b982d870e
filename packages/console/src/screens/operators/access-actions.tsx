import type { OperatorView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/checkbox.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { ShownOnce } from "../../parts/shown-once.tsx";
import { useToast } from "../../parts/toasts.tsx";
import styles from "../../people/people.module.css";
import type { Invitation } from "../../people/types.ts";
import { useAccount } from "../../people/use-account.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { operatorsKey } from "./operators-key.ts";
import { texts } from "./texts.ts";

/** A new one-time link, and the end and the return of a person's access. */
export function AccessActions({ operator: { id, name, email, active } }: { operator: OperatorView }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const account = useAccount().data;
  const [asking, setAsking] = useState<"invite" | "disable" | null>(null);
  const [resets, setResets] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const refresh = () => cache.invalidateQueries({ queryKey: operatorsKey });
  const onError = (error: unknown) => toast({ look: "bad", error });
  const invite = useMutation({
    mutationFn: () => post<Invitation>(`/operators/${id}/invitation`, { resetSecondFactor: resets }),
    gcTime: 0,
    onSuccess: ({ url }) => setLink(url),
    onError,
  });
  const enable = useMutation({
    mutationFn: (on: boolean) => call("PATCH", `/operators/${id}`, { body: { active: on } }),
    onSuccess: async () => {
      await refresh();
      await cache.invalidateQueries({ queryKey: ["sessions-of-person"] });
      await cache.invalidateQueries({ queryKey: ["tokens-of-person"] });
    },
    onError,
  });
  const isOneself = account?.id === id;
  return (
    <div className={styles.actions}>
      {active && email !== null && <Button onClick={() => setAsking("invite")}>{t.newLink}</Button>}
      {active && !isOneself && (
        <Button look="danger" onClick={() => setAsking("disable")}>
          {t.disable}
        </Button>
      )}
      {!active && <Button onClick={() => enable.mutate(true)}>{t.enable}</Button>}
      <Confirm
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking === "disable" ? t.disableTitle(name) : t.newLinkTitle(name)}
        action={asking === "disable" ? t.disable : t.newLink}
        danger={asking === "disable" || resets}
        onConfirm={() => {
          if (asking === "disable") enable.mutate(false);
          else invite.mutate();
          setAsking(null);
        }}
      >
        <p>{asking === "disable" ? t.disableBody : t.newLinkBody}</p>
        {asking === "invite" && (
          <Checkbox label={t.resets} hint={t.resetsHint} checked={resets} onChange={setResets} />
        )}
      </Confirm>
      {link !== null && (
        <ShownOnce
          title={t.link}
          hint={t.linkHint}
          done={t.done}
          values={[[name, link]]}
          onDone={() => setLink(null)}
        />
      )}
    </div>
  );
}
