import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { askPublic, type SignedIn } from "../../api/sign-in.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { Failure } from "./failure.tsx";
import styles from "./sign-in.module.css";
import { texts } from "./texts.ts";

/** E-mail address and password. */
export function PasswordForm({ onDone }: { onDone: (result: SignedIn) => void }) {
  const t = useTexts(texts);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => askPublic<SignedIn>("POST", "/session", { email: email.trim(), password }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t.email}>
        {(field) => (
          <input
            {...field}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t.password} hint={t.help}>
        {(field) => (
          <input
            {...field}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" disabled={signIn.isPending}>
        {t.next}
      </Button>
      {signIn.error !== null && <Failure error={signIn.error} at={signIn.submittedAt} />}
    </form>
  );
}
