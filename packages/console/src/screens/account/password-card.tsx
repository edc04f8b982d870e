import type { AccountView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Field } from "../../parts/field.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import styles from "../../people/people.module.css";
import type { Proven } from "../../people/use-proof.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Sets a new password. Sessions at other browsers end. */
export function PasswordCard({ account, proven }: { account: AccountView; proven: Proven }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => proven(() => call("PUT", "/me/password", { body: { password } })),
    gcTime: 0,
    onSuccess: () => {
      setPassword("");
      return cache.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const problem = change.error instanceof ApiError ? change.error.fieldProblem("password") : null;
  if (account.email === null) return null;
  return (
    <Card title={t.password}>
      <form className={styles.form} onSubmit={submit}>
        {/* For password managers, which store it with the name. */}
        <input type="email" autoComplete="username" value={account.email} readOnly hidden />
        <Field label={t.newPassword} hint={t.passwordHint} error={problem}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="new-password"
              minLength={12}
              required
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" disabled={password === "" || change.isPending}>
            {account.hasPassword ? t.changePassword : t.setPassword}
          </Button>
        </div>
      </form>
      {change.isSuccess && password === "" && (
        <Note look="ok" live>
          {t.passwordChanged}
        </Note>
      )}
      {change.error !== null && problem === null && <ProblemNote error={change.error} />}
    </Card>
  );
}
