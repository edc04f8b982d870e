import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { askPublic, type LinkPurpose, type SignedIn } from "../../api/sign-in.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { signedInByCookie } from "../../session/session.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { EntryPage } from "../sign-in/entry-page.tsx";
import styles from "../sign-in/sign-in.module.css";
import { texts } from "./texts.ts";

/** Accepts a one-time link: creates the first operator, or sets the password of who was invited. */
export function Welcome() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [link] = useState(() => location.hash.slice(1));
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  useEffect(() => {
    // The secret stays neither in the address bar nor in the history.
    history.replaceState(history.state, "", location.pathname);
  }, []);
  const purpose = useQuery({
    queryKey: ["link"],
    queryFn: () => askPublic<LinkPurpose>("POST", "/links/read", { link }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const isFirst = purpose.data?.kind === "first_operator";
  const accept = useMutation({
    mutationFn: () => {
      const person = isFirst ? { name: name.trim(), email: email.trim() } : {};
      return askPublic<SignedIn>("POST", "/links/accept", { link, password, ...person });
    },
    onSuccess: async () => {
      signedInByCookie();
      await navigate({ to: "/" });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  if (purpose.isPending) return null;
  const title = isFirst ? t.first : t.invitation;
  if (purpose.error !== null) {
    const isInvalid = purpose.error instanceof ApiError && purpose.error.code === "link_invalid";
    return (
      <EntryPage title={title}>
        {isInvalid ? <Note look="warn">{t.invalid}</Note> : <ProblemNote error={purpose.error} />}
      </EntryPage>
    );
  }
  const problem = accept.error instanceof ApiError ? accept.error : null;
  const fields = ["name", "email", "password"].some((field) => problem?.fieldProblem(field));
  return (
    <EntryPage title={title}>
      {isFirst && <p>{t.firstHint}</p>}
      <form className={styles.form} onSubmit={submit}>
        {isFirst && (
          <Field label={t.name} error={problem?.fieldProblem("name") ?? null}>
            {(field) => (
              <input
                {...field}
                autoComplete="name"
                required
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label={t.email} error={problem?.fieldProblem("email") ?? null}>
          {(field) => (
            <input
              {...field}
              type="email"
              autoComplete="username"
              required
              readOnly={!isFirst}
              value={isFirst ? email : (purpose.data.email ?? "")}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t.password} hint={t.passwordHint} error={problem?.fieldProblem("password") ?? null}>
          {(field) => (
            <input
              {...field}
              type="password"
              autoComplete="new-password"
              minLength={12}
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button look="primary" type="submit" disabled={accept.isPending}>
          {t.submit}
        </Button>
      </form>
      {accept.error !== null && !fields && <ProblemNote error={accept.error} />}
    </EntryPage>
  );
}
