import { useEffect, useRef, useState } from "react";
import { follow } from "../../api/follow.ts";
import { emptyTail, resumed, type Tail, type TailRow, withRow } from "./tail.ts";

/**
 * Attempts as they are made. A connection that breaks off is resumed where it was; while `paused`,
 * what comes is kept aside.
 */
export function useTail(projectId: string, paused: boolean, onAttempt: () => void): Tail {
  const [tail, setTail] = useState(emptyTail);
  const still = useRef(paused);
  useEffect(() => {
    still.current = paused;
    if (!paused) setTail(resumed);
  }, [paused]);
  useEffect(() => {
    setTail(emptyTail);
    const gone = new AbortController();
    void follow(
      { projectId, kind: ["delivery"] },
      ({ event, id, data }) => {
        if (event === "gap") setTail((before) => ({ ...before, missed: true }));
        if (event !== "delivery") return;
        const row = { ...(JSON.parse(data) as Omit<TailRow, "key">), key: id };
        setTail((before) => withRow(before, row, still.current));
        onAttempt();
      },
      gone.signal,
    );
    return () => gone.abort();
  }, [projectId, onAttempt]);
  return tail;
}
