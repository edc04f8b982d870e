import { ApiError } from "../../api/problem.ts";
import { Countdown } from "../../parts/countdown.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Why signing in failed: wrong, locked for a while, or something else. `at`: when it did, in milliseconds. */
export function Failure({ error, at }: { error: unknown; at: number }) {
  const t = useTexts(texts);
  if (!(error instanceof ApiError) || error.status === 0) return <ProblemNote error={error} />;
  if (error.code === "sign_in_refused")
    return (
      <Note look="bad" live>
        {t.wrong}
      </Note>
    );
  const seconds = /(\d+) s/.exec(error.problem?.detail ?? "")?.[1];
  if (error.code !== "sign_in_locked" || seconds === undefined) return <ProblemNote error={error} />;
  return (
    <Note look="warn" live>
      <Countdown to={new Date(at + Number(seconds) * 1000).toISOString()} text={t.locked} />
    </Note>
  );
}
