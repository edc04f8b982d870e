import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { checkToken } from "../../api/check-token.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { signInWithToken } from "../../session/session.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./sign-in.module.css";
import { texts } from "./texts.ts";

/** Signing in with an operator's token: folded, as people have passwords. */
export function TokenForm() {
  const t = useTexts(texts);
  const [token, setToken] = useState("");
  const check = useMutation({ mutationFn: checkToken, onSuccess: () => signInWithToken(token.trim()) });
  const isWrong = check.error instanceof ApiError && check.error.status === 401;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== "") check.mutate(token.trim());
  };
  return (
    <details>
      <summary>{t.withToken}</summary>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t.token} hint={t.hint} error={isWrong ? t.wrongToken : null}>
          {(field) => (
            <input
              {...field}
              type="password"
              autoComplete="off"
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={check.isPending}>
          {t.submit}
        </Button>
      </form>
      {check.error !== null && !isWrong && <ProblemNote error={check.error} />}
    </details>
  );
}
