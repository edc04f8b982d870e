import type { ApiKeyView, Page, ProjectView } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./project.module.css";
import { texts } from "./texts.ts";

const healths: Readonly<Record<ApiKeyView["status"], Health>> = {
  active: "ok",
  expired: "off",
  revoked: "off",
};

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
  const toast = useToast();
  const [name, setName] = useState("");
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
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
  const revoke = useMutation({
    mutationFn: (id: string) => post(`${path}/${id}/revoke`),
    onSuccess: refresh,
    onError: (error) => toast({ look: "bad", error }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") create.mutate();
  };
  return (
    <Card title={t.keys}>
      {keys.isPending && <Skeleton rows={2} />}
      {keys.error && <ProblemNote error={keys.error} retry={() => void keys.refetch()} />}
      {keys.data?.data.map((each) => (
        <div key={each.id} className={styles.row}>
          <span>
            <b>{each.name}</b> {each.prefix && <code>{each.prefix}…</code>}{" "}
            <Status health={healths[each.status]}>{t.keyStatus[each.status]}</Status>{" "}
            <span className={styles.soft}>
              {t.keyColumns.used}: {each.lastUsedAt ? <Time at={each.lastUsedAt} /> : t.never}
            </span>
          </span>
          {each.status === "active" && (
            <Button look="danger" aria-label={`${t.revoke}: ${each.name}`} onClick={() => setRevoking(each)}>
              {t.revoke}
            </Button>
          )}
        </div>
      ))}
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
      <Confirm
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={revoking ? t.revokeTitle(revoking.name) : ""}
        action={t.revoke}
        danger
        onConfirm={() => {
          if (revoking) revoke.mutate(revoking.id);
          setRevoking(null);
        }}
      >
        <p>{t.revokeBody}</p>
      </Confirm>
    </Card>
  );
}
