import type { FieldDef, Submittable } from "pg";

/** The content of a server's message about a column, an error or the end of a command. */
export type Field = Pick<FieldDef, "name" | "dataTypeID">;

/** The callbacks that `pg` calls on a submitted query as responses arrive. Its types declare only `submit`. */
export interface Turn extends Submittable {
  handleRowDescription(message: { fields: readonly Field[] }): void;
  handleCommandComplete(message: { text: string }): void;
  handleEmptyQuery(): void;
  /** The server is ready for the next query. Not called after `handleError`. */
  handleReadyForQuery(): void;
  handleError(error: Error): void;
  /** The server will report success, but it may not last: the turn fails with this error when it ends. Called by us. */
  doubt(error: Error): void;
  /** The parameter types of the statement that was just parsed; called by us. */
  describeParameters(oids: readonly number[]): void;
  /** One row, from `at`; called by us. */
  readRow(buffer: Buffer, at: number): void;
}
