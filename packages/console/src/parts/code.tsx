import styles from "./code.module.css";

/** Text as it was sent or received. JSON is indented. Scrolls by itself, by keyboard too. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    <figure className={styles.code} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre tabIndex={0}>{indented(text)}</pre>
    </figure>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
