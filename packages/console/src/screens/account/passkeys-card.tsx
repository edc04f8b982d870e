import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call, get } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { addPasskey, askPublic, type SignInOptions } from "../../api/sign-in.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Time } from "../../parts/time.tsx";
import styles from "../../people/people.module.css";
import type { Passkey } from "../../people/types.ts";
import { accountKey } from "../../people/use-account.ts";
import type { Proven } from "../../people/use-proof.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** The passkeys of the person. */
export function PasskeysCard({ proven }: { proven: Proven }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const key = ["passkeys"];
  const passkeys = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<{ data: Passkey[] }>("/me/passkeys", {}, signal),
  });
  const options = useQuery({
    queryKey: ["sign-in-options"],
    queryFn: () => askPublic<SignInOptions>("GET", "/session/options"),
  });
  const refresh = async () => {
    await cache.invalidateQueries({ queryKey: key });
    await cache.invalidateQueries({ queryKey: accountKey });
  };
  const add = useMutation({
    mutationFn: () => proven(() => addPasskey(name.trim())),
    onSuccess: () => {
      setName("");
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => proven(() => call("DELETE", `/me/passkeys/${id}`)),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const list = passkeys.data?.data ?? [];
  return (
    <Card title={t.passkeys}>
      <p>{t.passkeysHint}</p>
      {passkeys.isPending && <Skeleton rows={1} />}
      {passkeys.error && <ProblemNote error={passkeys.error} retry={() => void passkeys.refetch()} />}
      {passkeys.data && list.length === 0 && <p className={styles.soft}>{t.noPasskeys}</p>}
      {list.map((each) => (
        <div key={each.id} className={styles.row}>
          <span>
            <b>{each.name}</b>
            <br />
            <span className={styles.soft}>
              {t.created} <Time at={each.createdAt} />, {t.lastUsed}{" "}
              {each.lastUsedAt ? <Time at={each.lastUsedAt} /> : t.never}
            </span>
          </span>
          <Button look="danger" aria-label={`${t.remove}: ${each.name}`} onClick={() => setRemoving(each)}>
            {t.remove}
          </Button>
        </div>
      ))}
      {options.data?.passkeys === false && <Note>{t.passkeysImpossible}</Note>}
      {options.data?.passkeys && (
        <form className={styles.add} onSubmit={submit}>
          <Field label={t.passkeyName}>
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
          <Button type="submit" disabled={add.isPending}>
            {t.addPasskey}
          </Button>
        </form>
      )}
      {add.error !== null &&
        (add.error instanceof ApiError ? (
          <ProblemNote error={add.error} />
        ) : (
          <Note look="warn" live>
            {t.passkeyNotMade}
          </Note>
        ))}
      {remove.error && <ProblemNote error={remove.error} />}
      <Confirm
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={removing ? t.removePasskeyTitle(removing.name) : ""}
        action={t.remove}
        danger
        onConfirm={() => {
          if (removing) remove.mutate(removing.id);
          setRemoving(null);
        }}
      >
        <p>{t.removePasskeyBody}</p>
      </Confirm>
    </Card>
  );
}
