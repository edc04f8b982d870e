import type { OperationErrorCode, OperationErrorDetails } from "@countersign/wire";

/** Why an operation was not carried out; nothing of it was written. */
export interface Refused {
  kind: "refused";
  code: OperationErrorCode;
  details: OperationErrorDetails;
  /** In place of the code's own HTTP status, where a hook chose another. */
  status?: number;
}

/** What the hooks left behind beside the change itself. */
export interface Remarks {
  warnings: string[];
  /** Names of hooks that failed and were tolerated. */
  degraded: string[];
}

/** An operation that was carried out. `replayed`: it had been before, by the same request with the same external id. */
export interface Done<Value> extends Remarks {
  kind: "done";
  value: Value;
  replayed: boolean;
}

export type Outcome<Value> = Done<Value> | Refused;

const noRemarks: Remarks = { warnings: [], degraded: [] };

export function done<Value>(value: Value, remarks: Remarks = noRemarks, replayed = false): Done<Value> {
  const { warnings, degraded } = remarks;
  return { kind: "done", value, replayed, warnings, degraded };
}

export function refused(code: OperationErrorCode, details: OperationErrorDetails = {}): Refused {
  return { kind: "refused", code, details };
}

/** The refusal of a request for one of its fields. */
export function refusedField(field: string, problem: string): Refused {
  return refused("invalid_request", { field, message: `${field} ${problem}.` });
}

/** A refusal on its way out of a transaction, which it rolls back; `unlessRefused` turns it into the outcome. */
export class RefusedWrite extends Error {
  override readonly name = "RefusedWrite";
  readonly refusal: Refused;

  constructor(refusal: Refused) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
