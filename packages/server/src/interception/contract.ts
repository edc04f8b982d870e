import type { BeforeEventType, BrokenReason, JsonValue, ProjectId, Trace } from "@countersign/wire";

/** A JSON object: the input of an operation. */
export type Payload = { [key: string]: JsonValue };

/** The request of an operation to its hooks, before it happens. */
export interface InterceptionRequest {
  projectId: ProjectId;
  event: BeforeEventType;
  /** Valid by the catalog's schema of the type; it is not modified. */
  payload: Payload;
  /** Public id of the operation's object. */
  subject?: string;
  /**
   * Whose KYC level a gate may require. Needed where the payload doesn't name the user (an order's change, an order's
   * status); taken from the payload of `before_order_add` and `before_user_update` otherwise.
   */
  userId?: string;
  /** The subject or scope whose key seals the trace and the deliveries. Default: the project. */
  keyId?: string;
  /** Asks the hooks without recording deliveries. */
  dryRun?: boolean;
  /** The payload is an example; a header marks it. */
  test?: boolean;
  /** Validates a changed payload beyond the catalog's schema. Null: valid. */
  revalidate?: (payload: Payload) => { field: string; problem: string } | null;
}

/** Whether and how an operation may proceed. */
export type Verdict =
  | {
      kind: "allowed";
      /** With the hooks' changes. */
      payload: Payload;
      /** Whether a broken hook was tolerated; the operation's response says so in `countersign-degraded: true`. */
      degraded: boolean;
      /**
       * Of `before_delivery_service_calculate`: a broken hook was tolerated, and this is the price (in the currency's
       * minor unit) to return instead of a calculated one.
       */
      fallback?: { price: number };
      warnings: string[];
      trace: Trace;
    }
  | {
      kind: "denied";
      /** 400 to 499, 422 unless the hook chose another. */
      status: number;
      error: { code: string; message: string; field?: string };
      /** The hook's name. */
      hook: string;
      trace: Trace;
    }
  | {
      kind: "broken";
      /** 502: a bad answer; 503: not reachable, or its breaker is open; 504: too late. */
      status: 502 | 503 | 504;
      hook: string;
      reason: BrokenReason;
      /**
       * One sentence for the caller; names the invalid field of a changed payload. Contains no part
       * of the raw response.
       */
      detail: string;
      field?: string;
      trace: Trace;
    };
