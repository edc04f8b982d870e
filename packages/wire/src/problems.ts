import type { QuotaName, QuotaRate } from "./api/quotas.ts";
import type { Cell } from "./cells.ts";
import type { FieldProblem } from "./fields.ts";
import type { SessionState } from "./session/states.ts";

/** One error of the management API and of the applicant's page. */
export interface ProblemDefinition {
  status: number;
  title: string;
  /** for the docs: when it is answered and what the caller can do */
  meaning: string;
}

/**
 * Every error code of the management API and of the applicant's page; codes never change their
 * meaning.
 */
export const problems = {
  unauthenticated: {
    status: 401,
    title: "Authentication is required",
    meaning: "The bearer token, or the cookie of the console, is missing, unknown, revoked or expired.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    meaning:
      "The token is valid, but its role may not do this. Only operators can change a project's addresses.",
  },
  sign_in_refused: {
    status: 401,
    title: "Not signed in",
    meaning:
      "E-mail address and password, the code, the passkey or the provider's answer are not right, or the step is over. Which of them is not said.",
  },
  sign_in_locked: {
    status: 429,
    title: "Too many failed attempts",
    meaning:
      "The account is locked from this address: nothing was checked. Repeat after the seconds in `Retry-After`.",
  },
  provider_unavailable: {
    status: 503,
    title: "The provider is unavailable",
    meaning:
      "The OpenID Connect provider does not respond, or not correctly. Sign in another way, or try again later.",
  },
  link_invalid: {
    status: 410,
    title: "The link is not valid",
    meaning:
      "The one-time link is unknown, used, too old, or void because there is an operator already. Ask an admin for another.",
  },
  confirmation_required: {
    status: 403,
    title: "Prove again who you are",
    meaning:
      "Passwords, factors and tokens can only be changed within 15 minutes of a sign-in or of `POST /manage/v1/session/confirm`.",
  },
  foreign_page: {
    status: 403,
    title: "The request comes from another page",
    meaning:
      "Requests with the console's cookie must come from its own pages, and can only change something with the header `X-Countersign-Console: 1`.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    meaning: "Nothing has this path or id, or it belongs to another project.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    meaning: "The path exists, but not with this HTTP method.",
  },
  wrong_cell: {
    status: 421,
    title: "Another cell",
    meaning:
      "The token, or an id of the request, was made in another cell, another installation: `cell` and the header `countersign-cell` name it. Nothing was done. A proxy in front sends the request there; without one, use that cell's address.",
  },
  invalid_request: {
    status: 422,
    title: "The request is not valid",
    meaning: "Fields are missing, unknown or wrong; `errors` names each with its problem.",
  },
  invalid_json: {
    status: 400,
    title: "The body is not JSON",
    meaning: "The body is not well-formed JSON in UTF-8.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    meaning: "The body exceeds the limit of this path. Split an import into several.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported content type",
    meaning: "The path does not accept this content type.",
  },
  idempotency_conflict: {
    status: 409,
    title: "The idempotency key was used for another request",
    meaning: "The same `Idempotency-Key` was used before with a different request. Use a new key.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "A request with this idempotency key is in progress",
    meaning:
      "The first request with this `Idempotency-Key` has not ended yet. Repeat later to get its response.",
  },
  idempotency_outcome_unknown: {
    status: 409,
    title: "The outcome of the request with this idempotency key is unknown",
    meaning:
      "The process ended after the first request with this `Idempotency-Key` had begun to call others, such as hooks. It is not repeated automatically; use a new key to repeat it.",
  },
  conflict: {
    status: 409,
    title: "Changed in the meantime",
    meaning: "Somebody else changed it at the same time, or it exists already. Read it again and repeat.",
  },
  version_mismatch: {
    status: 412,
    title: "Another version",
    meaning:
      "`If-Match` names another version than the current one, given in `version`: it was changed since you read it. Read it again, and repeat your change.",
  },
  project_archived: {
    status: 409,
    title: "The project is archived",
    meaning:
      "An archived project accepts no new sessions, events, interceptions or orders; existing data can be read. An operator restores it with `POST /manage/v1/projects/{id}/restore`.",
  },
  address_refused: {
    status: 422,
    title: "The address is refused",
    meaning:
      "The URL is not https, or leads to a private, reserved or unresolvable address; `errors` names the field.",
  },
  session_not_open: {
    status: 409,
    title: "The session does not allow this now",
    meaning:
      "The session's state does not allow the step; `sessionStatus` is its status, `triggers` what it would allow.",
  },
  test_mode_only: {
    status: 409,
    title: "Only in test mode",
    meaning: "Outcomes can only be chosen in test-mode projects.",
  },
  live_mode_only: {
    status: 403,
    title: "Only in live mode",
    meaning: "The step only exists in live projects.",
  },
  registry_unavailable: {
    status: 503,
    title: "A registry source is unavailable",
    meaning: "A registry source does not respond. Nothing was decided; retry later.",
  },
  reason_required: {
    status: 422,
    title: "A reason is required",
    meaning: "A refusal must say why.",
  },
  identity_required: {
    status: 422,
    title: "Identity data are required",
    meaning: "An approval of this method must record who the person is; `errors` names what is missing.",
  },
  override_required: {
    status: 422,
    title: "An override is required",
    meaning:
      "The person is dead, locked or has an expired record by the registry, or is approved under another name or birth date than the expected one; `errors` says which. An operator can approve nevertheless with `override` and a reason; it is audited.",
  },
  review_claimed: {
    status: 409,
    title: "Somebody else works on it",
    meaning: "Another person has claimed the review. Their claim lapses after 30 minutes.",
  },
  claim_required: {
    status: 409,
    title: "Claim the review first",
    meaning: "An agent's actions in a call require a claim of the review that is at most 30 minutes old.",
  },
  second_person_required: {
    status: 409,
    title: "Another person must approve",
    meaning: "The project requires the approval of two people, and yours was the first.",
  },
  already_decided: {
    status: 409,
    title: "Already decided",
    meaning: "The review was decided or withdrawn before; its decision stands.",
  },
  judgement_required: {
    status: 409,
    title: "Judge first",
    meaning:
      "The project hides the results of checks from reviewers until they have given their own judgement.",
  },
  resubmission_limit: {
    status: 409,
    title: "Sent back too often",
    meaning: "The session was sent back for other pictures as often as allowed. Decide it.",
  },
  image_unreadable: {
    status: 422,
    title: "The picture cannot be read",
    meaning: "The file is empty, damaged, or neither JPEG nor PNG.",
  },
  image_repeated: {
    status: 422,
    title: "The picture was sent before",
    meaning: "The same file was sent for another pose of this session. Each pose needs its own picture.",
  },
  image_too_large: {
    status: 413,
    title: "The picture is too large",
    meaning: "The file exceeds 6 MiB.",
  },
  signing_unavailable: {
    status: 409,
    title: "Nothing can be signed here",
    meaning:
      "A live project signs with the operator's certificate and sends codes through the operator's gateway; `detail` says which setting is missing.",
  },
  document_changed: {
    status: 409,
    title: "The document has changed",
    meaning:
      "The document is not the one that was shown or agreed to. Nothing was signed: show it again and agree again.",
  },
  document_unsigned: {
    status: 409,
    title: "The document is not signed yet",
    meaning: "The session has a document: the applicant signs it before the call with an agent.",
  },
  document_signed: {
    status: 409,
    title: "The document is signed",
    meaning: "A signed document can't be replaced. Start another session.",
  },
  code_wrong: {
    status: 422,
    title: "The code is wrong",
    meaning: "Three wrong codes fail the session; `detail` says how many are left.",
  },
  code_expired: {
    status: 409,
    title: "The code is not valid any more",
    meaning: "The code is older than ten minutes, was used, or none was sent. Ask for another.",
  },
  code_not_sent: {
    status: 503,
    title: "The code could not be sent",
    meaning: "The gateway for one-time codes did not take the code. Repeat in a moment.",
  },
  page_token_invalid: {
    status: 401,
    title: "The link is not valid",
    meaning: "The page token is missing or is not this session's.",
  },
  session_unknown: {
    status: 404,
    title: "There is no such session",
    meaning: "No session has this id.",
  },
  session_ended: {
    status: 409,
    title: "The session is over",
    meaning: "The session succeeded, failed, was aborted or expired; `sessionStatus` says which.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    meaning:
      "Repeat after the seconds in `Retry-After`. If a quota is used up, `quota` names it and what it allows.",
  },
  storage_full: {
    status: 429,
    title: "The project stores as much as it may",
    meaning:
      "`storage` says how much that is. Erase subjects, set a smaller `payloadDays` or `logDays`, or have an operator raise `quotas.storedBytes`. Nothing was done: the same call can be repeated then.",
  },
  request_timeout: {
    status: 408,
    title: "The request took too long to arrive",
    meaning: "Its head or its body arrived too slowly. Retry on a new connection.",
  },
  malformed_request: {
    status: 400,
    title: "The request is not HTTP",
    meaning: "The head or the framing of the body breaks the rules of HTTP/1.1. The connection was closed.",
  },
  headers_too_large: {
    status: 431,
    title: "The request's head is too large",
    meaning: "The URL and the headers may have 16 KiB together.",
  },
  not_ready: {
    status: 503,
    title: "The service is not ready",
    meaning:
      "The service is starting, stopping, has no room for anything new, or its store does not respond. Repeat later.",
  },
  internal: {
    status: 500,
    title: "Internal error",
    meaning:
      "A fault of the service. Repeat with the same `Idempotency-Key`; the log contains it under the request's id.",
  },
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof problems;

/** What a problem may say beyond its code. None of it holds personal data or secrets. */
export interface ProblemDetails {
  /** this occurrence, for a human */
  detail?: string;
  /** URI reference of this occurrence */
  instance?: string;
  /** `invalid_request`, `address_refused`: field by field */
  errors?: FieldProblem[];
  /** `session_not_open`, `session_ended`: where the session stands */
  sessionStatus?: SessionState;
  /** `session_not_open`: the triggers that the state allows */
  triggers?: string[];
  /** `version_mismatch`: the version that it has now */
  version?: number;
  /**
   * `rate_limited`: the quota that is used up, of the project or of the key that called, and what
   * it allows
   */
  quota?: QuotaRate & { name: QuotaName; of: "project" | "key" };
  /** `storage_full`: what the project stores, and how much it may. */
  storage?: { storedBytes: number; limitBytes: number };
  /** `wrong_cell`: to which the request belongs. */
  cell?: Cell;
}

/**
 * An RFC 9457 body (`application/problem+json`). `type` is a relative reference into the
 * documentation.
 */
export interface Problem extends ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
}

/** The body of an error response; its `status` is the HTTP status to send. */
export function problem(code: ProblemCode, details: ProblemDetails = {}): Problem {
  const { status, title } = problems[code];
  const errors = details.errors?.map(({ field, problem: text }) => ({ field, problem: text }));
  return { type: `/docs/errors#${code}`, title, status, code, ...details, ...(errors ? { errors } : {}) };
}

/** The media type of a problem body. */
export const problemContentType = "application/problem+json";
