import type { ApiKeyView, Page, ProjectView } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { KeyRows } from "../../people/key-rows.tsx";
import styles from "../../people/people.module.css";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** The keys that the project's own systems call with. */
export function Keys({
  project,
  onShow,
}: {
  project: ProjectView;
  onShow: (values: readonly (readonly [string, string | null])[]) => void;
}) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const path = `/projects/${project.id}/api-keys`;
  const key = ["api-keys", project.id];
  const keys = useQuery({ queryKey: key, queryFn: ({ signal }) => get<Page<ApiKeyView>>(path, {}, signal) });
  const refresh = () => cache.invalidateQueries({ queryKey: key });
  const create = useMutation({
    mutationFn: () => post<ApiKeyView & { key: string | null }>(path, { name: name.trim() }),
    gcTime: 0,
    onSuccess: (made) => {
      setName("");
      onShow([[made.name, made.key]]);
      return refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") create.mutate();
  };
  return (
    <Card title={t.keys}>
      {keys.isPending && <Skeleton rows={2} />}
      {keys.error && <ProblemNote error={keys.error} retry={() => void keys.refetch()} />}
      <KeyRows keys={keys.data?.data ?? []} path={path} question={t.revokeTitle} onRevoked={refresh} />
      {create.error && <ProblemNote error={create.error} />}
      <form className={styles.add} onSubmit={submit}>
        <Field label={t.keyName}>
          {(control) => (
            <input
              {...control}
              value={name}
              onChange={({ target }) => setName(target.value)}
              maxLength={100}
            />
          )}
        </Field>
        <Button type="submit" disabled={create.isPending}>
          {t.addKey}
        </Button>
      </form>
    </Card>
  );
}
