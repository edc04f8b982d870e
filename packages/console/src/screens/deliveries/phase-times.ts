import type { AttemptView } from "@countersign/wire";

const phases = ["wait", "dns", "connect", "tls", "answer", "download"] as const;
export type Phase = (typeof phases)[number];

/**
 * The phases of an attempt that took place, in their order, in milliseconds. What comes after the
 * first byte is the download; where an attempt failed before it, the rest of its time was waiting.
 */
export function phasesOf({
  timings,
  durationMs,
}: Pick<AttemptView, "timings" | "durationMs">): { phase: Phase; ms: number }[] {
  if (timings === null) return [{ phase: "answer", ms: durationMs }];
  const { wait = 0, dns = 0, connect = 0, tls = 0, firstByte, total = durationMs } = timings;
  const before = wait + dns + connect + tls;
  const rest = Math.max(0, total - before);
  const answer = firstByte === undefined ? rest : Math.min(firstByte, rest);
  const times = { wait, dns, connect, tls, answer, download: rest - answer };
  return phases.map((phase) => ({ phase, ms: times[phase] })).filter(({ ms }) => ms > 0);
}
