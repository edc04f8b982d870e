import { useState } from "react";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import { texts } from "./texts.ts";

/** Copies a text, and says so. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const t = useTexts(texts);
  const [done, setDone] = useState(false);
  return (
    <Button
      look="plain"
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        setDone(true);
      }}
      onBlur={() => setDone(false)}
    >
      <span aria-live="polite">{done ? t.copied : (label ?? t.copy)}</span>
    </Button>
  );
}
