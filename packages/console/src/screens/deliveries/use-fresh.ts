import { useCallback, useEffect, useState } from "react";

/** How many attempts were made since the list was read, and what counts another one. */
export function useFresh(projectId: string | undefined, live: boolean, readAt: number): [number, () => void] {
  const [fresh, setFresh] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that was just read has nothing new
  useEffect(() => setFresh(0), [readAt, projectId, live]);
  return [fresh, useCallback(() => setFresh((before) => before + 1), [])];
}
