import type { Numbered } from "../receivers/arrivals.ts";

/**
 * Each subject's numbers arrive first as they were accepted, 1, 2, 3 and so on, each after the one before was accepted by the
 * receiver, up to the last one that the service had accepted; events that were recorded, but not confirmed, may follow.
 */
export function accountOrder(
  bySubject: ReadonlyMap<string, readonly Numbered[]>,
  numbers: ReadonlyMap<string, number>,
): { subjects: number; events: number; findings: string[] } {
  const findings: string[] = [];
  let events = 0;
  for (const [subject, last] of numbers) {
    const arrived = bySubject.get(subject) ?? [];
    events += arrived.length;
    let previous = 0;
    for (const { number, afterAccepted } of arrived) {
      if (number <= previous) findings.push(`inversion: ${number} of ${subject} arrived after ${previous}`);
      else if (number > previous + 1) findings.push(`gap: ${number} of ${subject} arrived after ${previous}`);
      if (!afterAccepted)
        findings.push(`overtaking: ${number} of ${subject} was sent before ${previous} was accepted`);
      previous = number;
    }
    if (previous < last) findings.push(`lost: ${subject} ended with ${previous}, ${last} was accepted`);
  }
  return { subjects: numbers.size, events, findings };
}
