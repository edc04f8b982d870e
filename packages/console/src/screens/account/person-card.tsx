import type { AccountView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import styles from "../../people/people.module.css";
import { RolesText } from "../../people/roles-text.tsx";
import { accountKey } from "../../people/use-account.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Name, e-mail address and roles. An admin changes the latter two. */
export function PersonCard({ account }: { account: AccountView }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [name, setName] = useState(account.name);
  const save = useMutation({
    mutationFn: () => call<AccountView>("PATCH", "/me", { body: { name: name.trim() } }),
    onSuccess: (saved) => cache.setQueryData(accountKey, saved),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t.person}>
      <Facts
        facts={[
          [t.email, account.email ?? t.noEmail],
          [t.roles, <RolesText key="roles" role={account.role} projectRoles={account.projectRoles} />],
        ]}
      />
      {save.error && <ProblemNote error={save.error} />}
      <form className={styles.add} onSubmit={submit}>
        <Field label={t.name}>
          {(control) => (
            <input
              {...control}
              autoComplete="name"
              value={name}
              maxLength={100}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={name.trim() === "" || name.trim() === account.name || save.isPending}>
          {t.save}
        </Button>
      </form>
    </Card>
  );
}
