import type { newTotpSchema } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { post } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Copy } from "../../parts/copy.tsx";
import { Field } from "../../parts/field.tsx";
import { Modal } from "../../parts/modal.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { QrCode } from "./qr-code.tsx";
import { texts } from "./texts.ts";

export type BegunTotp = (typeof newTotpSchema)["_zod"]["output"];

/** Shows an authenticator app's secret as a picture and as text, and takes the app's first code. */
export function NewTotp({
  begun: { uri, secret, step },
  onClose,
  onDone,
}: {
  begun: BegunTotp;
  onClose: () => void;
  onDone: (recoveryCodes: readonly string[]) => void;
}) {
  const t = useTexts(texts);
  const form = useId();
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () =>
      post<{ recoveryCodes: string[] }>("/me/totp/confirm", { step, code: code.replaceAll(/\s/g, "") }),
    gcTime: 0,
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const isWrong = confirm.error instanceof ApiError && confirm.error.fieldProblem("code") !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.newTotp}
      actions={
        <Button look="primary" type="submit" form={form} disabled={confirm.isPending}>
          {t.turnOn}
        </Button>
      }
    >
      <p>{t.scan}</p>
      <QrCode text={uri} label={t.qr} />
      <p>
        {t.typeSecret} <code>{secret.match(/.{1,4}/g)?.join(" ")}</code> <Copy text={secret} />
      </p>
      <form id={form} onSubmit={submit}>
        <Field label={t.firstCode} error={isWrong ? t.wrongCode : null}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,7}"
              required
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
      </form>
      {confirm.error !== null && !isWrong && <ProblemNote error={confirm.error} />}
    </Modal>
  );
}
