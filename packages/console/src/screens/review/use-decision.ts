import type { Decide } from "@countersign/wire";
import { useCallback, useEffect, useRef, useState } from "react";

/** How long a decision can be taken back, in milliseconds. */
const undoMs = 5000;

/** A decision that is sent once its time to be taken back is over. */
export interface WaitingDecision {
  decision: Decide;
  /** When it is sent, as an ISO time. */
  at: string;
}

/**
 * Holds a decision back for five seconds, in which it can be undone. Leaving the screen before
 * sends it immediately; closing the tab asks first.
 */
export function useDecision(send: (decision: Decide) => void) {
  const [waiting, setWaiting] = useState<WaitingDecision | null>(null);
  const latest = useRef({ send, waiting });
  useEffect(() => {
    latest.current = { send, waiting };
  });
  useEffect(() => {
    if (waiting === null) return;
    const timer = setTimeout(() => {
      setWaiting(null);
      latest.current.send(waiting.decision);
    }, undoMs);
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => {
      clearTimeout(timer);
      removeEventListener("beforeunload", ask);
    };
  }, [waiting]);
  useEffect(
    () => () => {
      const { waiting: left, send: now } = latest.current;
      if (left !== null) now(left.decision);
    },
    [],
  );
  const decide = useCallback((decision: Decide) => {
    setWaiting({ decision, at: new Date(Date.now() + undoMs).toISOString() });
  }, []);
  const undo = useCallback(() => setWaiting(null), []);
  return { waiting, decide, undo };
}
