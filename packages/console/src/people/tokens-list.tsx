import type { ApiKeyView, Page } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, post } from "../api/call.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { ProblemNote } from "../parts/problem-note.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { KeyRows } from "./key-rows.tsx";
import styles from "./people.module.css";
import { texts } from "./texts.ts";
import type { CreatedToken } from "./types.ts";
import type { Proven } from "./use-proof.tsx";

/** A person's tokens, by name. `path`: of the list; `proven`: how one is created, null where it can't be. */
export function TokensList({ path, proven }: { path: string; proven: Proven | null }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [until, setUntil] = useState("");
  const [shown, setShown] = useState<readonly (readonly [string, string | null])[]>([]);
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (proven !== null && name.trim() !== "") create.mutate(proven);
  };
  return (
    <>
      {tokens.isPending && <Skeleton rows={2} />}
      {tokens.error && <ProblemNote error={tokens.error} retry={() => void tokens.refetch()} />}
      {tokens.data?.data.length === 0 && <p className={styles.soft}>{t.noTokens}</p>}
      <KeyRows keys={tokens.data?.data ?? []} path={path} question={t.revokeTitle} onRevoked={refresh} />
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
