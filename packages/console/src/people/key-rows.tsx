import type { ApiKeyView } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../api/call.ts";
import { Button } from "../parts/button.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { type Health, Status } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./people.module.css";
import { texts } from "./texts.ts";

const healths: Readonly<Record<ApiKeyView["status"], Health>> = {
  active: "ok",
  expired: "off",
  revoked: "off",
};

/** Tokens of a person or keys of a project: when each was last used, and a button to revoke it. */
export function KeyRows({
  keys,
  path,
  question,
  onRevoked,
}: {
  keys: readonly ApiKeyView[];
  /** The list's address in the API. */
  path: string;
  /** The title of the dialog that asks before a key is revoked. */
  question: (name: string) => string;
  onRevoked: () => unknown;
}) {
  const t = useTexts(texts);
  const toast = useToast();
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => post(`${path}/${id}/revoke`),
    onSuccess: onRevoked,
    onError: (error) => toast({ look: "bad", error }),
  });
  return (
    <>
      {keys.map((each) => (
        <div key={each.id} className={styles.row}>
          <span>
            <b>{each.name}</b> {each.prefix && <code>{each.prefix}…</code>}{" "}
            <Status health={healths[each.status]}>{t.tokenStatus[each.status]}</Status>
            <br />
            <span className={styles.soft}>
              {t.lastUsed} {each.lastUsedAt ? <Time at={each.lastUsedAt} /> : t.never}
              {each.status === "active" && each.expiresAt && (
                <>
                  , {t.endsAt} <Time at={each.expiresAt} full />
                </>
              )}
            </span>
          </span>
          {each.status === "active" && (
            <Button look="danger" aria-label={`${t.revoke}: ${each.name}`} onClick={() => setRevoking(each)}>
              {t.revoke}
            </Button>
          )}
        </div>
      ))}
      <Confirm
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={revoking ? question(revoking.name) : ""}
        action={t.revoke}
        danger
        onConfirm={() => {
          if (revoking) revoke.mutate(revoking.id);
          setRevoking(null);
        }}
      >
        <p>{t.revokeBody}</p>
      </Confirm>
    </>
  );
}
