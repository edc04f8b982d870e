import styles from "./changes.module.css";

/** One setting before and after. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** Settings that differ, line by line: what was, and what is. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className={styles.changes}>
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>
            <code>{field}</code>
          </dt>
          <dd>
            <del>{textOf(before)}</del>
            <ins>{textOf(after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
