import type { ImportReport } from "@countersign/wire";
import { Progress } from "../../parts/progress.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { count } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { CancelImport } from "./cancel-import.tsx";
import styles from "./registry.module.css";
import { texts } from "./texts.ts";

const healths: Readonly<Record<ImportReport["status"], Health>> = {
  running: "info",
  finished: "ok",
  interrupted: "bad",
  cancelled: "off",
};

/** One import: how far it is or how it ended, and which records it refused. */
export function ImportRow({ report }: { report: ImportReport }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { kind, status, received, kept, refused, refusals, startedAt } = report;
  const so = t.so(count(received, language), count(kept, language), count(refused, language));
  return (
    <div className={styles.source}>
      <div className={styles.row}>
        <span>
          <Time at={startedAt} full /> <b>{t.kinds[kind]}</b>{" "}
          <Status health={healths[status]}>{t.status[status]}</Status>
        </span>
        <span>{so}</span>
      </div>
      {status === "running" && (
        <>
          <Progress label={t.importing} value={0} max={null} text={so} />
          <CancelImport report={report} />
        </>
      )}
      {refusals.length > 0 && (
        <details>
          <summary>{t.refusals(count(refused, language))}</summary>
          <ul>
            {refusals.slice(0, 100).map(({ line, index, field, problem }) => (
              <li key={`${line ?? index}.${field}`}>
                {line === undefined ? t.record(index ?? 0) : t.line(line)} <code>{field}</code> {problem}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
