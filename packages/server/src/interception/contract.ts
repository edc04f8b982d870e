import type { BeforeEventType, BrokenReason, JsonValue, ProjectId, Trace } from "@countersign/wire";

/** A JSON object: what an operation is about. */
export type Payload = { [key: string]: JsonValue };

/** What an operation asks before it happens. */
export interface InterceptionRequest {
  projectId: ProjectId;
  event: BeforeEventType;
  /** As the catalog's schema of the type wants it; it is not changed. */
  payload: Payload;
  /** Public id of what it happens to. */
  subject?: string;
  /**
   * Whose KYC level a gate may require. Needed where the payload doesn't name the user (an order's change, an order's
   * status); taken from the payload of `before_order_add` and `before_user_update` otherwise.
   */
  userId?: string;
  /** The subject or scope whose key seals the trace and the deliveries. Default: the project. */
  keyId?: string;
  /** Asks the hooks, but lets no delivery follow. */
  dryRun?: boolean;
  /** The payload is invented, and the hook is told so. */
  test?: boolean;
  /** Judges a changed payload by what the operation knows beyond the catalog's schema. Null: it is good. */
  revalidate?: (payload: Payload) => { field: string; problem: string } | null;
}

/** What an operation may do. */
export type Verdict =
  | {
      kind: "allowed";
      /** As the hooks changed it. */
      payload: Payload;
      /** Whether a broken hook was tolerated; the operation's answer says so in `countersign-degraded: true`. */
      degraded: boolean;
      /**
       * Of `before_delivery_service_calculate`: a broken hook was tolerated, and this is the price (in the currency's
       * minor unit) to answer with in place of a calculated one.
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
      /** One sentence for the caller; names the field where a changed payload is invalid. Nothing of the raw answer. */
      detail: string;
      field?: string;
      trace: Trace;
    };
