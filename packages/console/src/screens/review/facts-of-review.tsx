import type { CheckView, ReviewDetail } from "@countersign/wire";
import { useState } from "react";
import { Card } from "../../parts/card.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts as listTexts } from "../reviews/texts.ts";
import { checkTexts } from "./check-texts.ts";
import { Judgement } from "./judgement.tsx";
import styles from "./review.module.css";
import { texts } from "./texts.ts";
import { usePictures } from "./use-pictures.ts";

const healths: Readonly<Record<CheckView["verdict"], Health>> = {
  pass: "ok",
  consider: "warn",
  fail: "bad",
  error: "warn",
  skipped: "off",
};

/** The automatic checks, each with the reason for its verdict. */
export function Checks({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const names = useTexts(checkTexts);
  const checks = review.checks?.data ?? [];
  return (
    <Card title={t.checks}>
      {review.checksHidden ? <Judgement review={review} /> : checks.length === 0 && <p>{t.noChecks}</p>}
      <ul className={styles.checks}>
        {checks.map((check) => (
          <li key={check.id}>
            <Status health={healths[check.verdict]}>
              {names.check[check.name]}: {t.verdict[check.verdict]}
            </Status>
            <span className={styles.why}>
              {check.capture !== null && `${t.picture[check.capture] ?? check.capture}: `}
              {names.code[check.code]}
              {check.score !== null &&
                check.threshold !== null &&
                ` (${t.score(check.score.toFixed(2), check.threshold.toFixed(2))})`}
            </span>
            {check.evidence !== null && <Evidence evidence={check.evidence} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a check saw: the zone's lines, parts of pictures, and what was measured. Its pictures are read once it is opened. */
function Evidence({ evidence }: { evidence: NonNullable<CheckView["evidence"]> }) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const { zone, pictures, measures } = evidence;
  const read = usePictures(isOpen ? pictures.map(({ url }) => url) : []);
  if (zone === null && pictures.length === 0 && measures.length === 0) return null;
  return (
    <details className={styles.evidence} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t.evidence}</summary>
      {zone !== null && <pre className={styles.zone}>{zone.lines.join("\n")}</pre>}
      {pictures.map(({ name, url }) => {
        const source = read.get(url);
        const called = t.picture[name] ?? name;
        return (
          <figure key={name}>
            {source ? (
              <img src={source} alt={called} />
            ) : (
              <span>{read.has(url) ? t.noPicture : t.reading}</span>
            )}
            <figcaption>{called}</figcaption>
          </figure>
        );
      })}
      {measures.length > 0 && (
        <ul>
          {measures.map(({ name, value, limit }) => (
            <li key={`${name} ${limit}`}>
              <code>{name}</code>{" "}
              {limit === null ? value.toFixed(2) : t.score(value.toFixed(2), limit.toFixed(2))}
            </li>
          ))}
        </ul>
      )}
    </details>
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
  const list = useTexts(listTexts);
  return (
    <Card title={t.earlier}>
      {review.earlierSessions.length === 0 && <p>{t.noEarlier}</p>}
      <ul className={styles.checks}>
        {review.earlierSessions.map(({ id, createdAt, method, status, failureReason }) => (
          <li key={id}>
            <Time at={createdAt} full /> <code>{id}</code> {list.methods[method]}{" "}
            {failureReason === null ? (
              t.sessionStatus[status]
            ) : (
              <Status health="bad">{names[failureReason]}</Status>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
