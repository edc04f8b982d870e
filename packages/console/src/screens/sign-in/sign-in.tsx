import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { checkToken } from "../../api/check-token.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { setPreferences, usePreferences } from "../../preferences/preferences.ts";
import { signInWithToken, useSession } from "../../session/session.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./sign-in.module.css";
import { texts } from "./texts.ts";

/** Asks who it is. */
export function SignIn() {
  const t = useTexts(texts);
  const session = useSession();
  const { language } = usePreferences();
  const [token, setToken] = useState("");
  const check = useMutation({ mutationFn: checkToken, onSuccess: () => signInWithToken(token.trim()) });
  useEffect(() => {
    document.title = `${t.title} · Countersign`;
  }, [t]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== "") check.mutate(token.trim());
  };
  const isWrong = check.error instanceof ApiError && check.error.status === 401;
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <span className={styles.mark} aria-hidden="true" />
        Countersign
      </div>
      <h1>{t.title}</h1>
      {session.kind === "none" && session.ended && <Note look="warn">{t.ended}</Note>}
      <form className={styles.form} onSubmit={submit}>
        <Field label={t.token} hint={t.hint} error={isWrong ? t.wrong : null}>
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
        <Button look="primary" type="submit" disabled={check.isPending}>
          {t.submit}
        </Button>
      </form>
      {check.error !== null && !isWrong && <ProblemNote error={check.error} />}
      <p className={styles.languages}>
        <Button
          look="plain"
          lang="ru"
          aria-pressed={language === "ru"}
          onClick={() => setPreferences({ language: "ru" })}
        >
          Русский
        </Button>
        <Button
          look="plain"
          lang="en"
          aria-pressed={language === "en"}
          onClick={() => setPreferences({ language: "en" })}
        >
          English
        </Button>
      </p>
    </main>
  );
}
