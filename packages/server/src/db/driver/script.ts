import type { Connection as PgConnection } from "pg";
import { withoutValues } from "../database-error.ts";
import type { Session } from "./session.ts";
import type { Turn } from "./turn.ts";

/** A text of many statements without parameters; their results are ignored. */
export class Script implements Turn {
  readonly #session: Session;
  readonly #text: string;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  #doubt: Error | undefined;

  constructor(session: Session, text: string, resolve: () => void, reject: (error: unknown) => void) {
    this.#session = session;
    this.#text = text;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: PgConnection): void {
    connection.query(this.#text);
  }

  handleReadyForQuery(): void {
    if (this.#doubt !== undefined) this.handleError(this.#doubt);
    else {
      this.#session.finish();
      this.#resolve();
    }
  }

  handleError(error: Error): void {
    const told = withoutValues(error);
    this.#session.finish(told);
    this.#reject(told);
  }

  doubt(error: Error): void {
    this.#doubt ??= error;
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  describeParameters(): void {}
  readRow(): void {}
}
