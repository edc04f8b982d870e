import type { ReadStream } from "node:tty";
import type { CommandContext } from "@stricli/core";

/** Where the configuration and the state of `listen` are kept, and what the environment says. */
export interface Environment {
  /** `$XDG_CONFIG_HOME/countersign` */
  configFolder: string;
  /** `$XDG_STATE_HOME/countersign` */
  stateFolder: string;
  url: string | null;
  token: string | null;
  projectId: string | null;
  profile: string | null;
  /** The secret of the project, for the calls under `/check`. */
  projectSecret: string | null;
  webhookSecret: string | null;
}

/** What commands may use of the outside. */
export interface CliContext extends CommandContext {
  process: {
    stdout: { write(text: string): void; isTTY?: boolean };
    stderr: { write(text: string): void };
    exitCode: number | string | null;
  };
  stdin: ReadStream | NodeJS.ReadableStream;
  environment: Environment;
  fetch: typeof fetch;
  now(): number;
  /** Aborted when the user wants the command to end. */
  signal: AbortSignal;
}
