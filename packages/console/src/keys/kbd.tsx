import { usePreferences } from "../preferences/preferences.ts";
import styles from "./kbd.module.css";

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** A key as it is called on this machine: `mod+s` is ⌘S or Ctrl+S. */
export function keyText(keys: string): string {
  if (!keys.startsWith("mod+")) return keys;
  const key = keys.slice("mod+".length).toUpperCase();
  return isMac ? `⌘${key}` : `Ctrl+${key}`;
}

/** The key next to its action; nothing if single keys are disabled. Not read out: it is a hint. */
export function Kbd({ keys }: { keys: string }) {
  const { keys: on } = usePreferences();
  if (!on && !keys.startsWith("mod+")) return null;
  return (
    <span className={styles.kbd} aria-hidden="true">
      {keyText(keys)}
    </span>
  );
}
