import { asApiError } from "../api/problem.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import { Copy } from "./copy.tsx";
import { Note } from "./note.tsx";
import styles from "./problem-note.module.css";
import { texts } from "./texts.ts";

/** A failed call: what, its code, the request's id to copy, and another try where it may help. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts(texts);
  const { problem, status, code, requestId } = asApiError(error);
  const said = problem?.detail ?? problem?.title ?? (status === 0 ? t.offline : t.unreadable(status));
  return (
    <Note look="bad" live>
      <p>{said}</p>
      {problem?.errors?.map(({ field, problem: text }) => (
        <p key={field}>
          <code>{field}</code> {text}
        </p>
      ))}
      <p className={styles.facts}>
        <code>{code}</code>
        {requestId && (
          <span>
            {t.requestId} <code>{requestId}</code> <Copy text={requestId} />
          </span>
        )}
        {retry && <Button onClick={retry}>{t.retry}</Button>}
      </p>
    </Note>
  );
}
