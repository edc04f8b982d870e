import type { Connection as PgConnection } from "pg";
import { DatabaseError, staleStatement, withoutValues } from "../database-error.ts";
import { bindMessage } from "./bind.ts";
import { Prepared } from "./prepared.ts";
import type { Session } from "./session.ts";
import type { Field, Turn } from "./turn.ts";

export interface Result<Row> {
  rows: Row[];
  /** First word of the command's tag, such as "UPDATE". */
  command: string;
  /** How many rows it changed or returned, if the tag says so. */
  count: number | null;
}

/**
 * One execution of a statement that is prepared under its text. The first one on a connection requests the types
 * of the parameters, and runs in a second turn; only then does the server describe the columns.
 */
export class Statement<Row> implements Turn {
  readonly #session: Session;
  readonly #text: string;
  readonly #parameters: readonly unknown[];
  readonly #resolve: (result: Result<Row>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #rows: Row[] = [];
  #prepared: Prepared | undefined;
  #parsing = false;
  #tag = "";
  #failure: unknown;
  #repeated = false;

  constructor(
    session: Session,
    text: string,
    parameters: readonly unknown[],
    resolve: (result: Result<Row>) => void,
    reject: (error: unknown) => void,
  ) {
    this.#session = session;
    this.#text = text;
    this.#parameters = parameters;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: PgConnection): Error | null {
    this.#prepared = this.#session.prepared(this.#text);
    if (this.#prepared) return this.#execute(connection, this.#prepared);
    this.#parsing = true;
    const name = this.#session.newName();
    this.#prepared = new Prepared(name);
    this.#session.makeRoom();
    for (const unused of this.#session.takeUnused()) connection.close({ type: "S", name: unused }, true);
    connection.parse({ name, text: this.#text, types: [] }, true);
    connection.describe({ type: "S", name }, true);
    connection.sync();
    return null;
  }

  #execute(connection: PgConnection, { name, writers }: Prepared): Error | null {
    try {
      const message = bindMessage(name, writers, this.#parameters);
      this.#session.sent(message.length);
      // A socket that is closing can't be written to; the driver is about to say so.
      if (connection.stream.writable) connection.stream.write(message);
      return null;
    } catch (error) {
      this.#failure = error;
      return error as Error;
    }
  }

  describeParameters(oids: readonly number[]): void {
    this.#prepared?.takeParameters(oids);
  }

  handleRowDescription(message: { fields: readonly Field[] }): void {
    try {
      this.#prepared?.takeColumns(message.fields);
    } catch (error) {
      this.#failure = error;
    }
  }

  readRow(buffer: Buffer, at: number): void {
    if (this.#failure !== undefined || !this.#prepared) return;
    try {
      this.#rows.push(this.#prepared.row(buffer, at) as Row);
    } catch (error) {
      this.#failure = error;
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.#tag = message.text;
  }

  handleEmptyQuery(): void {}

  doubt(error: Error): void {
    this.#failure ??= error;
  }

  handleReadyForQuery(): void {
    if (this.#parsing && this.#prepared && this.#failure !== undefined) {
      // The server accepted the statement, but we can't read its result.
      this.#session.forget(this.#text, this.#prepared);
      this.#fail(this.#failure);
    } else if (this.#failure !== undefined) this.#fail(this.#failure);
    else if (this.#parsing && this.#prepared) {
      this.#parsing = false;
      this.#session.keep(this.#text, this.#prepared);
      this.#session.again();
    } else {
      this.#session.finish();
      this.#resolve(resultOf(this.#rows, this.#tag));
    }
  }

  handleError(error: Error): void {
    const stale = isStale(error);
    if (stale) this.#session.forgetAll();
    if (stale && !this.#repeated && !this.#session.inTransaction) {
      this.#repeated = true;
      this.#session.again();
    } else
      this.#fail(
        this.#failure ?? (stale ? new DatabaseError(error.message, staleStatement) : withoutValues(error)),
      );
  }

  #fail(error: unknown): void {
    this.#session.finish(error);
    this.#reject(error);
  }
}

/** From a tag such as "INSERT 0 5", "SELECT 3" or "CREATE TABLE". */
function resultOf<Row>(rows: Row[], tag: string): Result<Row> {
  const wordEnd = tag.indexOf(" ");
  if (wordEnd === -1) return { rows, command: tag, count: null };
  const count = Number(tag.slice(tag.lastIndexOf(" ") + 1));
  return { rows, command: tag.slice(0, wordEnd), count: Number.isNaN(count) ? null : count };
}

/** A table has changed since the statement was parsed, and its columns with it. */
function isStale(error: Error): boolean {
  return "routine" in error && error.routine === "RevalidateCachedQuery";
}
