import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "../parts/button.tsx";
import { Note } from "../parts/note.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** A screen that failed by a fault of its own, or could not be loaded because a newer one was installed. */
export function Broken({ error }: ErrorComponentProps) {
  const t = useTexts(texts);
  return (
    <Note look="bad" live>
      <p>{t.broken}</p>
      <p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
      <Button onClick={() => location.reload()}>{t.reload}</Button>
    </Note>
  );
}
