import type { OperatorView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Group } from "../../parts/group.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { type Roles, RolesEditor } from "../../people/roles-editor.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { operatorsKey } from "./operators-key.ts";
import { texts } from "./texts.ts";

/** A person's name, e-mail address and roles, which count from their next request on. */
export function EditOperator({ operator }: { operator: OperatorView }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(operator.name);
  const [email, setEmail] = useState(operator.email ?? "");
  const [roles, setRoles] = useState<Roles>({ role: operator.role, projectRoles: operator.projectRoles });
  const save = useMutation({
    mutationFn: () =>
      call("PATCH", `/operators/${operator.id}`, {
        version: operator.version,
        body: { name: name.trim(), email: email.trim() === "" ? null : email.trim(), ...roles },
      }),
    onSuccess: () => {
      toast({ look: "ok", text: t.saved });
      return cache.invalidateQueries({ queryKey: operatorsKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const problem = (field: string) => (save.error instanceof ApiError ? save.error.fieldProblem(field) : null);
  return (
    <form onSubmit={submit}>
      <Group legend={t.edit}>
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
        <Field label={t.columns.email} error={problem("email")}>
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
        {save.error !== null && problem("name") === null && problem("email") === null && (
          <ProblemNote error={save.error} />
        )}
        <div>
          <Button look="primary" type="submit" disabled={save.isPending}>
            {t.save}
          </Button>
        </div>
      </Group>
    </form>
  );
}
