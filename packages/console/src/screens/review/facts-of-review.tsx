import type { CheckView, ReviewDetail } from "@countersign/wire";
import { Card } from "../../parts/card.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { checkTexts } from "./check-texts.ts";
import styles from "./review.module.css";
import { texts } from "./texts.ts";

const healths: Readonly<Record<CheckView["verdict"], Health>> = {
  pass: "ok",
  consider: "warn",
  fail: "bad",
  error: "warn",
  skipped: "off",
};

/** The automatic checks, each with why it came to its verdict. */
export function Checks({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const names = useTexts(checkTexts);
  const checks = review.checks?.data ?? [];
  return (
    <Card title={t.checks}>
      {checks.length === 0 && <p>{t.noChecks}</p>}
      <ul className={styles.checks}>
        {checks.map((check) => (
          <li key={check.id}>
            <Status health={healths[check.verdict]}>
              {names.check[check.name]}: {t.verdict[check.verdict]}
            </Status>
            <span className={styles.why}>
              {names.code[check.code]}
              {check.score !== null &&
                check.threshold !== null &&
                ` (${t.score(check.score.toFixed(2), check.threshold.toFixed(2))})`}
            </span>
            {check.evidence?.zone && (
              <details>
                <summary>{t.evidence}</summary>
                <pre className={styles.zone}>{check.evidence.zone.lines.join("\n")}</pre>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Document, registry and expectation, field by field. */
export function Comparison({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  return (
    <Card title={t.data} aside={t.audited} flush>
      {review.fields.length === 0 ? (
        <p className={styles.none}>{t.noData}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className={styles.scroll} aria-label={t.columns.match} tabIndex={0}>
          <table className={styles.fields}>
            <thead>
              <tr>
                {Object.entries(t.columns).map(([id, column]) => (
                  <th key={id}>{column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {review.fields.map(({ field, read, registry, expected, matches }) => (
                <tr key={field}>
                  <th scope="row">{t.fields[field] ?? field}</th>
                  <td>{read ?? "—"}</td>
                  <td>{registry ?? "—"}</td>
                  <td>{expected ?? "—"}</td>
                  <td>
                    {matches === null ? (
                      "—"
                    ) : (
                      <Status health={matches ? "ok" : "bad"}>{matches ? t.same : t.differs}</Status>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}

/** What the person did in the project otherwise. */
export function Earlier({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const names = useTexts(checkTexts).reason;
  return (
    <Card title={t.earlier}>
      {review.earlierSessions.length === 0 && <p>{t.noEarlier}</p>}
      <ul className={styles.checks}>
        {review.earlierSessions.map(({ id, createdAt, failureReason }) => (
          <li key={id}>
            <Time at={createdAt} full /> <code>{id}</code>{" "}
            {failureReason !== null && <Status health="bad">{names[failureReason]}</Status>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
