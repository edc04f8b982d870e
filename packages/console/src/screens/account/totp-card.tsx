import type { AccountView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Status } from "../../parts/status.tsx";
import styles from "../../people/people.module.css";
import { accountKey } from "../../people/use-account.ts";
import type { Proven } from "../../people/use-proof.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { type BegunTotp, NewTotp } from "./new-totp.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { texts } from "./texts.ts";

/** The authenticator app and its recovery codes. */
export function TotpCard({ account, proven }: { account: AccountView; proven: Proven }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [begun, setBegun] = useState<BegunTotp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [asking, setAsking] = useState<"remove" | "renew" | null>(null);
  const refresh = () => cache.invalidateQueries({ queryKey: accountKey });
  const begin = useMutation({
    mutationFn: () => proven(() => post<BegunTotp>("/me/totp")),
    gcTime: 0,
    onSuccess: setBegun,
  });
  const renew = useMutation({
    mutationFn: () => proven(() => post<{ recoveryCodes: string[] }>("/me/recovery-codes")),
    gcTime: 0,
    onSuccess: ({ recoveryCodes }) => {
      setCodes(recoveryCodes);
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => proven(() => call("DELETE", "/me/totp")),
    onSuccess: refresh,
  });
  const error = begin.error ?? renew.error ?? remove.error;
  const { hasTotp, recoveryCodesLeft } = account;
  return (
    <Card title={t.totp}>
      <p>{t.totpHint}</p>
      <div className={styles.row}>
        <span>
          <Status health={hasTotp ? "ok" : "off"}>{hasTotp ? t.totpOn : t.totpOff}</Status>
          {hasTotp && (
            <>
              {" "}
              <span className={styles.soft}>{t.codesLeft(recoveryCodesLeft)}</span>
            </>
          )}
        </span>
        <span className={styles.actions}>
          <Button
            look={hasTotp ? "usual" : "primary"}
            disabled={begin.isPending}
            onClick={() => begin.mutate()}
          >
            {hasTotp ? t.replaceTotp : t.setTotp}
          </Button>
          {hasTotp && <Button onClick={() => setAsking("renew")}>{t.renewCodes}</Button>}
          {hasTotp && (
            <Button look="danger" onClick={() => setAsking("remove")}>
              {t.removeTotp}
            </Button>
          )}
        </span>
      </div>
      {error && <ProblemNote error={error} />}
      {begun && (
        <NewTotp
          begun={begun}
          onClose={() => setBegun(null)}
          onDone={(recoveryCodes) => {
            setBegun(null);
            setCodes(recoveryCodes);
            void refresh();
          }}
        />
      )}
      {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
      <Confirm
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking === "renew" ? t.renewTitle(recoveryCodesLeft) : t.removeTotpTitle}
        action={asking === "renew" ? t.renewCodes : t.removeTotp}
        danger
        onConfirm={() => {
          (asking === "renew" ? renew : remove).mutate();
          setAsking(null);
        }}
      >
        <p>{asking === "renew" ? t.renewBody : t.removeTotpBody}</p>
      </Confirm>
    </Card>
  );
}
