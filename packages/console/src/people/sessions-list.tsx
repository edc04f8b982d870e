import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, get } from "../api/call.ts";
import { Button } from "../parts/button.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { ProblemNote } from "../parts/problem-note.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { Status } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./people.module.css";
import { texts } from "./texts.ts";
import type { SessionOfPerson } from "./types.ts";
import { browserName } from "./user-agent.ts";

/** The browsers that a person is signed in with, each of which can be signed out. `path`: of the list. */
export function SessionsList({ path }: { path: string }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [ending, setEnding] = useState<SessionOfPerson | "others" | null>(null);
  const key = ["sessions-of-person", path];
  const sessions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<{ data: SessionOfPerson[] }>(path, {}, signal),
  });
  const end = useMutation({
    mutationFn: (which: SessionOfPerson | "others") =>
      call("DELETE", which === "others" ? path : `${path}/${which.id}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: key }),
    onError: (error) => toast({ look: "bad", error }),
  });
  const nameOf = ({ userAgent }: SessionOfPerson) => browserName(userAgent) ?? t.unknownBrowser;
  const list = sessions.data?.data ?? [];
  const others = list.filter(({ current }) => !current);
  return (
    <>
      {sessions.isPending && <Skeleton rows={2} />}
      {sessions.error && <ProblemNote error={sessions.error} retry={() => void sessions.refetch()} />}
      {sessions.data && list.length === 0 && <p className={styles.soft}>{t.noSessions}</p>}
      {list.map((each) => (
        <div key={each.id} className={styles.row}>
          <span>
            <b>{nameOf(each)}</b> {each.address && <code>{each.address}</code>}{" "}
            {each.current && <Status health="ok">{t.thisBrowser}</Status>}
            <br />
            <span className={styles.soft}>
              {t.sessionMethod[each.method]}, {t.lastSeen} <Time at={each.lastSeenAt} />
            </span>
          </span>
          {!each.current && (
            <Button
              look="danger"
              aria-label={`${t.endSession}: ${nameOf(each)}`}
              onClick={() => setEnding(each)}
            >
              {t.endSession}
            </Button>
          )}
        </div>
      ))}
      {others.length > 1 && (
        <div>
          <Button look="danger" onClick={() => setEnding("others")}>
            {t.endSessions(others.length)}
          </Button>
        </div>
      )}
      <Confirm
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={
          ending === null
            ? ""
            : ending === "others"
              ? t.endSessionsTitle(others.length)
              : t.endSessionTitle(nameOf(ending))
        }
        action={t.endSession}
        danger
        onConfirm={() => {
          if (ending !== null) end.mutate(ending);
          setEnding(null);
        }}
      >
        <p>{t.endSessionBody}</p>
      </Confirm>
    </>
  );
}
