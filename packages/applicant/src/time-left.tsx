import { useEffect, useState } from "preact/hooks";
import type { Texts } from "./texts/texts.ts";

/** The applicant's remaining time as `9:58`, counted down by the second. */
export function TimeLeft({ deadline, texts }: { deadline: number; texts: Texts }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((deadline - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span class={seconds < 60 ? "time hurry" : "time"} role="timer">
      {texts.timeLeft(clock)}
    </span>
  );
}
