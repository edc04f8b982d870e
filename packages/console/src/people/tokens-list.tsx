import type { ApiKeyView, Page } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, post } from "../api/call.ts";
import { Button } from "../parts/button.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Field } from "../parts/field.tsx";
import { ProblemNote } from "../parts/problem-note.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { type Health, Status } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./people.module.css";
import { texts } from "./texts.ts";
import type { CreatedToken } from "./types.ts";
import type { Proven } from "./use-proof.tsx";

const healths: Readonly<Record<ApiKeyView["status"], Health>> = {
  active: "ok",
  expired: "off",
  revoked: "off",
};

/** A person's tokens, by name. `path`: of the list; `proven`: how one is created, null where it can't be. */
export function TokensList({ path, proven }: { path: string; proven: Proven | null }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState("");
  const [until, setUntil] = useState("");
  const [shown, setShown] = useState<readonly (readonly [string, string | null])[]>([]);
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
  const key = ["tokens-of-person", path];
  const tokens = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Page<ApiKeyView>>(path, { limit: 200 }, signal),
  });
  const refresh = () => cache.invalidateQueries({ queryKey: key });
  const create = useMutation({
    mutationFn: (by: Proven) => {
      const expiresAt = until === "" ? {} : { expiresAt: new Date(`${until}T23:59:59`).toISOString() };
      return by(() => post<CreatedToken>(path, { name: name.trim(), ...expiresAt }));
    },
    gcTime: 0,
    onSuccess: (made) => {
      setName("");
      setUntil("");
      setShown([[made.name, made.token]]);
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
    if (proven !== null && name.trim() !== "") create.mutate(proven);
  };
  return (
    <>
      {tokens.isPending && <Skeleton rows={2} />}
      {tokens.error && <ProblemNote error={tokens.error} retry={() => void tokens.refetch()} />}
      {tokens.data?.data.length === 0 && <p className={styles.soft}>{t.noTokens}</p>}
      {tokens.data?.data.map((each) => (
        <div key={each.id} className={styles.row}>
          <span>
            <b>{each.name}</b> {each.prefix && <code>{each.prefix}…</code>}{" "}
            <Status health={healths[each.status]}>{t.tokenStatus[each.status]}</Status>
            <br />
            <span className={styles.soft}>
              {t.lastUsed} {each.lastUsedAt ? <Time at={each.lastUsedAt} /> : t.never}
              {each.status === "active" && each.expiresAt && (
                <>
                  , {t.endsAt} <Time at={each.expiresAt} full />
                </>
              )}
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
      {proven !== null && (
        <form className={styles.add} onSubmit={submit}>
          <Field label={t.tokenName}>
            {(control) => (
              <input
                {...control}
                value={name}
                maxLength={100}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <Field label={t.tokenUntil}>
            {(control) => (
              <input
                {...control}
                type="date"
                value={until}
                onChange={({ target }) => setUntil(target.value)}
              />
            )}
          </Field>
          <Button type="submit" disabled={create.isPending}>
            {t.addToken}
          </Button>
        </form>
      )}
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
      {shown.length > 0 && (
        <ShownOnce
          title={t.once}
          hint={t.onceHint}
          done={t.done}
          values={shown}
          onDone={() => setShown([])}
        />
      )}
    </>
  );
}
