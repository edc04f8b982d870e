import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** Ends a command: says what is wrong and what to do next. */
export class CliError extends Error {
  readonly next: string | null;
  readonly exitCode: ExitCode;

  constructor(message: string, next: string | null = null, exitCode: ExitCode = exitCodes.failed) {
    super(message);
    this.next = next;
    this.exitCode = exitCode;
  }

  /** As it is printed. */
  text(): string {
    return this.next === null ? this.message : `${this.message}\nNext: ${this.next}`;
  }
}
