import type { FieldDef, Submittable } from "pg";

/** What one of the server's messages says of a column, of an error, of a command's end. */
export type Field = Pick<FieldDef, "name" | "dataTypeID">;

/** What `pg` calls as the server answers what was submitted to it. Its types name `submit` alone. */
export interface Turn extends Submittable {
  handleRowDescription(message: { fields: readonly Field[] }): void;
  handleCommandComplete(message: { text: string }): void;
  handleEmptyQuery(): void;
  /** The server has answered and waits for the next. Not called after `handleError`. */
  handleReadyForQuery(): void;
  handleError(error: Error): void;
  /** The types of the parameters of what was just parsed, called by us. */
  describeParameters(oids: readonly number[]): void;
  /** One row, from `at`, called by us. */
  readRow(buffer: Buffer, at: number): void;
}
