import { useEffect, useState } from "react";
import { countdown } from "../texts/times.ts";

/** The time until something, second by second, within a sentence. */
export function Countdown({ to, text }: { to: string; text: (clock: string) => string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return text(countdown(Date.parse(to) - now));
}
