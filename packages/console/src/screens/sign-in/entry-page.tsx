import { type ReactNode, useEffect } from "react";
import { Button } from "../../parts/button.tsx";
import { setPreferences, usePreferences } from "../../preferences/preferences.ts";
import styles from "./sign-in.module.css";

/** A page for who is not signed in: the name, a heading, and the choice of a language. */
export function EntryPage({ title, children }: { title: string; children: ReactNode }) {
  const { language } = usePreferences();
  useEffect(() => {
    document.title = `${title} · Countersign`;
  }, [title]);
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <span className={styles.mark} aria-hidden="true" />
        Countersign
      </div>
      <h1>{title}</h1>
      {children}
      <p className={styles.languages}>
        <Button
          look="plain"
          lang="ru"
          aria-pressed={language === "ru"}
          onClick={() => setPreferences({ language: "ru" })}
        >
          Русский
        </Button>
        <Button
          look="plain"
          lang="en"
          aria-pressed={language === "en"}
          onClick={() => setPreferences({ language: "en" })}
        >
          English
        </Button>
      </p>
    </main>
  );
}
