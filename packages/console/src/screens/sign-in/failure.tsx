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
  const { retryAfterSeconds: seconds } = error;
  if (error.code !== "sign_in_locked" || seconds === null) return <ProblemNote error={error} />;
  return (
    <Note look="warn" live>
      {/* Read out once, not every second. */}
      <span role="timer">
        <Countdown
          to={new Date(at + seconds * 1000).toISOString()}
          text={(clock) => (clock === "0:00" ? t.unlocked : t.locked(clock))}
        />
      </span>
    </Note>
  );
}
