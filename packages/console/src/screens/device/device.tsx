import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Field } from "../../parts/field.tsx";
import { Note } from "../../parts/note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { useSession } from "../../session/session.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./device.module.css";
import { Failure } from "./failure.tsx";
import { type DeviceRequest, Request } from "./request.tsx";
import { texts } from "./texts.ts";

/** Confirms a code of the command line, which then gets a token of the person's own. */
export function Device() {
  const t = useTexts(texts);
  const { kind } = useSession();
  // The command line puts it into the fragment, which is sent to nobody.
  const [userCode, setUserCode] = useState(() => location.hash.slice(1, 20));
  const read = useMutation({
    mutationFn: () => post<DeviceRequest>("/devices/read", { userCode: userCode.trim() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    read.mutate();
  };
  const mistyped = read.error instanceof ApiError && read.error.fieldProblem("userCode") !== null;
  return (
    <Screen title={t.title}>
      <div className={styles.device}>
        {kind === "token" ? (
          <Note look="warn">{t.byToken}</Note>
        ) : read.data !== undefined ? (
          <Request userCode={userCode} request={read.data} />
        ) : (
          <Card>
            <form className={styles.form} onSubmit={submit}>
              <Field label={t.code} hint={t.hint} error={mistyped ? t.mistyped : null}>
                {(control) => (
                  <input
                    {...control}
                    className={`${control.className} ${styles.code}`}
                    autoComplete="off"
                    autoCapitalize="characters"
                    spellCheck={false}
                    required
                    maxLength={9}
                    placeholder="XXXX-XXXX"
                    value={userCode}
                    onChange={(event) => setUserCode(event.target.value)}
                  />
                )}
              </Field>
              <Button look="primary" type="submit" disabled={read.isPending}>
                {t.next}
              </Button>
            </form>
          </Card>
        )}
        {read.error !== null && !mistyped && <Failure error={read.error} />}
      </div>
    </Screen>
  );
}
