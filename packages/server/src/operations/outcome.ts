import type { OperationErrorCode, OperationErrorDetails } from "@countersign/wire";

/** Why an operation was not carried out; nothing was written. */
export interface Refused {
  kind: "refused";
  code: OperationErrorCode;
  details: OperationErrorDetails;
  /** Replaces the code's HTTP status if a hook chose another. */
  status?: number;
}

/** What the hooks reported in addition to the change itself. */
export interface Remarks {
  warnings: string[];
  /** Names of failed hooks that were tolerated. */
  degraded: string[];
}

/**
 * A completed operation. `replayed`: it was completed before, by the same request with the same
 * external id.
 */
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

/** The refusal of a request because of one of its fields. */
export function refusedField(field: string, problem: string): Refused {
  return refused("invalid_request", { field, message: `${field} ${problem}.` });
}

/**
 * A refusal thrown inside a transaction to roll it back; `unlessRefused` turns it into the outcome.
 */
export class RefusedWrite extends Error {
  override readonly name = "RefusedWrite";
  readonly refusal: Refused;

  constructor(refusal: Refused) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
