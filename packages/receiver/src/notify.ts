/**
 * Tells a listener of the application. What it throws, or rejects with, is ignored: a log that fails
 * must not change a response, or end the process.
 */
export function notify<Outcome>(
  listener: ((outcome: Outcome) => unknown) | undefined,
  outcome: Outcome,
): void {
  void (async () => listener?.(outcome))().catch(() => {});
}
