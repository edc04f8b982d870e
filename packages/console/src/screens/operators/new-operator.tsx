import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { post } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Modal } from "../../parts/modal.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ShownOnce } from "../../parts/shown-once.tsx";
import styles from "../../people/people.module.css";
import { type Roles, RolesEditor } from "../../people/roles-editor.tsx";
import type { CreatedOperator } from "../../people/types.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { operatorsKey } from "./operators-key.ts";
import { texts } from "./texts.ts";

/** Adds a person: invited by a one-time link, or without an e-mail address with a token. */
export function NewOperator({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const form = useId();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<Roles>({ role: "viewer", projectRoles: [] });
  const add = useMutation({
    mutationFn: () => {
      const known = email.trim() === "" ? {} : { email: email.trim() };
      return post<CreatedOperator>("/operators", { name: name.trim(), ...known, ...roles });
    },
    gcTime: 0,
    onSuccess: () => cache.invalidateQueries({ queryKey: operatorsKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const problem = (field: string) => (add.error instanceof ApiError ? add.error.fieldProblem(field) : null);
  if (add.data !== undefined) {
    const { invitation, token } = add.data;
    return (
      <ShownOnce
        title={invitation ? t.link : t.token}
        hint={invitation ? t.linkHint : t.tokenHint}
        done={t.done}
        values={[[add.data.name, invitation ? invitation.url : token]]}
        onDone={onClose}
      />
    );
  }
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.add}
      actions={
        <Button look="primary" type="submit" form={form} disabled={add.isPending}>
          {email.trim() === "" ? t.addWithToken : t.invite}
        </Button>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit}>
        <Field label={t.columns.name} error={problem("name")}>
          {(control) => (
            <input
              {...control}
              required
              value={name}
              maxLength={100}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label={t.columns.email} hint={t.emailHint} error={problem("email")}>
          {(control) => (
            <input
              {...control}
              type="email"
              value={email}
              onChange={({ target }) => setEmail(target.value)}
            />
          )}
        </Field>
        <RolesEditor roles={roles} onChange={setRoles} />
      </form>
      {add.error !== null && problem("name") === null && problem("email") === null && (
        <ProblemNote error={add.error} />
      )}
    </Modal>
  );
}
