import { useEffect, useRef, useState } from "preact/hooks";
import { isSessionLanguage } from "../language-switch.tsx";
import type { SessionView } from "../use-session.ts";
import type { Embedding } from "./embedding.ts";
import { progress, type Shown } from "./progress.ts";

/** Tells the page around of the session's progress and of this page's height. Returns the language that it asked for. */
export function useEmbedding(embedding: Embedding | null, { state, elsewhere, problem }: SessionView) {
  const [language, setLanguage] = useState<string | null>(null);
  const before = useRef<Shown | null>(null);
  useEffect(() => embedding?.onLanguage(setLanguage), [embedding]);
  useEffect(() => {
    if (embedding === null || state === null) return;
    const now = { state, elsewhere };
    for (const message of progress(before.current, now)) embedding.tell(message);
    before.current = now;
  }, [embedding, state, elsewhere]);
  const fatal = state === null ? problem : null;
  useEffect(() => {
    if (fatal !== null) embedding?.tell({ type: "error", code: fatal });
  }, [embedding, fatal]);
  useEffect(() => (embedding === null ? undefined : followHeight(embedding)), [embedding]);
  return isSessionLanguage(language) ? language : null;
}

function followHeight(embedding: Embedding): () => void {
  const page = document.getElementById("page");
  let told = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(page?.getBoundingClientRect().height ?? 0);
    if (height === told || height === 0) return;
    told = height;
    embedding.tell({ type: "resize", height });
  });
  if (page !== null) observer.observe(page);
  return () => observer.disconnect();
}
