import { diffLines } from "./diff-lines.ts";
import styles from "./json-diff.module.css";

/** Two values as indented JSON, line by line: unchanged, removed and added lines. */
export function JsonDiff({ label, before, after }: { label: string; before: unknown; after: unknown }) {
  const lines = diffLines(linesOf(before), linesOf(after));
  return (
    <figure className={styles.diff} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre tabIndex={0}>
        {lines.map(({ kind, text }, at) => {
          const key = `${at}.${kind}`;
          if (kind === "same") return <span key={key}>{`  ${text}`}</span>;
          return kind === "gone" ? <del key={key}>{`− ${text}`}</del> : <ins key={key}>{`+ ${text}`}</ins>;
        })}
      </pre>
    </figure>
  );
}

function linesOf(value: unknown): string[] {
  return JSON.stringify(value, null, 2).split("\n");
}
