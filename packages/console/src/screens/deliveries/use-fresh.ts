import { useEffect, useState } from "react";
import { follow } from "../../api/follow.ts";

/** How many attempts were made since the list was read; it is counted while `live` is on. */
export function useFresh(projectId: string | undefined, live: boolean, readAt: number): number {
  const [fresh, setFresh] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that was just read has nothing new
  useEffect(() => setFresh(0), [readAt, projectId, live]);
  useEffect(() => {
    if (!live || projectId === undefined) return;
    const gone = new AbortController();
    const count = ({ event }: { event: string }) => {
      if (event === "delivery") setFresh((before) => before + 1);
    };
    void follow({ projectId, kind: ["delivery"] }, count, gone.signal);
    return () => gone.abort();
  }, [projectId, live]);
  return fresh;
}
