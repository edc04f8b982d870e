import { usePreferences } from "../preferences/preferences.ts";
import { fullTime, shortTime } from "../texts/times.ts";
import { useTexts } from "../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** A time in the viewer's zone; UTC on hover. `full`: with its date. */
export function Time({ at, full = false }: { at: string; full?: boolean }) {
  const { language } = usePreferences();
  const t = useTexts(texts);
  return (
    <time dateTime={at} title={t.utc(at.replace("T", " ").replace(/(\.\d+)?Z$/, ""))}>
      {full ? fullTime(at, language) : shortTime(at, language, Date.now())}
    </time>
  );
}
