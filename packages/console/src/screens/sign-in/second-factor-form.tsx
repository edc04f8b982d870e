import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { askPublic, type SignedIn } from "../../api/sign-in.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { Failure } from "./failure.tsx";
import styles from "./sign-in.module.css";
import { texts } from "./texts.ts";

/** A code of the authenticator app, or a recovery code. */
export function SecondFactorForm({
  step,
  onDone,
  onBack,
}: {
  step: string;
  onDone: (result: SignedIn) => void;
  onBack: () => void;
}) {
  const t = useTexts(texts);
  const [recovers, setRecovers] = useState(false);
  const [code, setCode] = useState("");
  const finish = useMutation({
    mutationFn: () => {
      const given = recovers ? { recoveryCode: code.trim() } : { code: code.replaceAll(/\s/g, "") };
      return askPublic<SignedIn>("POST", "/session/second-factor", { step, ...given });
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={recovers ? t.recoveryCode : t.code}>
        {(field) => (
          <input
            {...field}
            inputMode={recovers ? "text" : "numeric"}
            autoComplete="one-time-code"
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" disabled={finish.isPending}>
        {t.submit}
      </Button>
      {finish.error !== null && <Failure error={finish.error} at={finish.submittedAt} />}
      <Button
        look="plain"
        onClick={() => {
          setRecovers(!recovers);
          setCode("");
        }}
      >
        {recovers ? t.useApp : t.useRecoveryCode}
      </Button>
      <Button look="plain" onClick={onBack}>
        {t.back}
      </Button>
    </form>
  );
}
