import type { ReactNode } from "react";
import { Note } from "../parts/note.tsx";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./people.module.css";
import { texts } from "./texts.ts";

/** Fields that only some may change: for others they can be read, and it says why no more. */
export function Editable({ allowed, children }: { allowed: boolean; children: ReactNode }) {
  const t = useTexts(texts);
  if (allowed) return children;
  return (
    <>
      <Note>{t.readOnly}</Note>
      <fieldset disabled className={styles.readOnly}>
        {children}
      </fieldset>
    </>
  );
}
