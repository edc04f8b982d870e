import { usePreferences } from "../preferences/preferences.ts";
import { count } from "../texts/times.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import styles from "./pager.module.css";
import { texts } from "./texts.ts";

/** The foot of a list that is read page by page. Going on is a new address, so that Back goes back. */
export function Pager({
  shown,
  cursor,
  nextCursor,
  onGo,
}: {
  shown: number;
  /** Of this page; undefined on the first. */
  cursor: string | undefined;
  nextCursor: string | null;
  /** To the page of a cursor; undefined: to the first. */
  onGo: (cursor: string | undefined) => void;
}) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  return (
    <nav className={styles.pager} aria-label={t.pages}>
      <span>{t.shown(count(shown, language))}</span>
      {cursor !== undefined && <Button onClick={() => onGo(undefined)}>{t.newer}</Button>}
      {nextCursor !== null && <Button onClick={() => onGo(nextCursor)}>{t.older}</Button>}
    </nav>
  );
}
