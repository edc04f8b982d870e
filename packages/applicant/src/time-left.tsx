import { useEffect, useState } from "preact/hooks";
import type { Texts } from "./texts/texts.ts";
import type { SessionView } from "./use-session.ts";

const shownMs = 2 * 60_000;

/** In the last two minutes: how many are left, and once the button that gives more. Before, it shows nothing. */
export function TimeLeft({
  deadline,
  session,
  texts,
}: {
  deadline: number;
  session: SessionView;
  texts: Texts;
}) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = deadline - now;
  const shown = left <= shownMs;
  return (
    <div class="time">
      <span role="status">{shown && texts.timeLeft(Math.max(1, Math.ceil(left / 60_000)))}</span>
      {shown && session.state?.canExtend && (
        <button type="button" class="quiet" disabled={session.busy} onClick={session.extend}>
          {texts.moreTime}
        </button>
      )}
    </div>
  );
}
