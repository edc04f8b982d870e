import type { InterceptionDetail, TraceStep } from "@countersign/wire";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Code } from "../../parts/code.tsx";
import { JsonDiff } from "../../parts/json-diff.tsx";
import { Note } from "../../parts/note.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { changesOf } from "./changes-of.ts";
import styles from "./interceptions.module.css";
import { texts } from "./texts.ts";
import { TimeLine } from "./time-line.tsx";

/** What a whole chain may take. */
const budgetMs = 10_000;

const healths: Readonly<Record<TraceStep["verdict"], Health>> = {
  allowed: "ok",
  denied: "bad",
  broken: "bad",
  tolerated: "warn",
  skipped: "off",
};

/** The hooks in their order, each with what it changed or why it denied, and the payload before and after. */
export function Chain({ run, onRepeat }: { run: InterceptionDetail; onRepeat: (() => void) | undefined }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { steps, payload, changedPayload, totalMs } = run;
  if (steps === null) return <Note>{t.gone}</Note>;
  return (
    <>
      <Card
        title={t.chain}
        aside={t.total(milliseconds(totalMs, language), milliseconds(budgetMs, language))}
      >
        <ol className={styles.steps}>
          {steps.map((step, at) => (
            <li key={`${step.webhookId}.${step.order}`}>
              <span className={styles.number} aria-hidden="true">
                {at + 1}
              </span>
              <Step step={step} payload={payload} />
            </li>
          ))}
        </ol>
        <TimeLine steps={steps} totalMs={totalMs} label={t.budget} />
      </Card>
      <Card
        title={t.payload}
        aside={
          onRepeat && (
            <Button title={t.repeatHint} onClick={onRepeat}>
              {t.repeat}
            </Button>
          )
        }
      >
        {payload === null ? (
          <p>{t.noPayload}</p>
        ) : changedPayload === null ? (
          <>
            <p>{t.unchanged}</p>
            <Code label={t.payload} text={JSON.stringify(payload)} />
          </>
        ) : (
          <JsonDiff label={t.payload} before={payload} after={changedPayload} />
        )}
      </Card>
    </>
  );
}

function Step({ step, payload }: { step: TraceStep; payload: InterceptionDetail["payload"] }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { name, verdict, statusCode, attemptCount, durationMs, error, detail, changes, warnings, answer } =
    step;
  const changed = changes.length > 0;
  return (
    <div className={styles.step}>
      <div className={styles.head}>
        <b>{name}</b>
        <Status health={changed ? "info" : healths[verdict]}>{changed ? t.changed : t.step[verdict]}</Status>
        {verdict !== "skipped" && (
          <span className={styles.soft}>
            {[
              milliseconds(durationMs, language),
              attemptCount === 0 ? t.builtIn : statusCode,
              attemptCount > 1 ? t.calls(attemptCount) : null,
            ]
              .filter((each) => each !== null)
              .join(" · ")}
          </span>
        )}
      </div>
      {changed && (
        <ul className={styles.changes}>
          {changesOf(changes, payload).map(({ path, before, after }) => (
            <li key={path}>
              {before !== undefined && (
                <del>
                  {path}: {before}
                </del>
              )}
              {after !== undefined && (
                <ins>
                  {path}: {after}
                </ins>
              )}
            </li>
          ))}
        </ul>
      )}
      {error && (
        <Note look="bad">
          <b>
            <code>{error.code}</code>
          </b>
          {error.field !== undefined && <> · {error.field}</>} · {error.message}
        </Note>
      )}
      {detail !== null && <p className={styles.soft}>{detail}</p>}
      {warnings.length > 0 && (
        <Note look="warn">
          {t.warnings}: {warnings.join("; ")}
        </Note>
      )}
      {answer && (
        <details>
          <summary>{t.answer}</summary>
          {answer.cut && <p>{t.cut}</p>}
          <Code label={t.answer} text={answer.body} />
        </details>
      )}
    </div>
  );
}
