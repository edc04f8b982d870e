/** What the command's exit status says; documented in docs/guides/command-line.md. */
export const exitCodes = {
  done: 0,
  /** The service refused, or what was checked is not in order. */
  failed: 1,
  /** An unknown command, flag or value. */
  usage: 2,
  /** Not signed in, or not permitted. */
  access: 3,
  /** The service can't be reached, or is failing. */
  unreachable: 4,
  /** A bug of this program. */
  bug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Stricli's own codes are negative: a wrong command line, or a bug. */
export function exitCodeOf(code: number | string | null): ExitCode {
  if (code === -5 || code === -4) return exitCodes.usage;
  const known = Object.values(exitCodes).find((each) => each === code);
  return known ?? (code === null ? exitCodes.done : exitCodes.bug);
}
