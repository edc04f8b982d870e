/** One error of the Treezor calls. */
export interface TreezorErrorDefinition {
  http: number;
  message: string;
}

/**
 * Every `errorCode` of `/v1`, `/settings/hooks` and `/retry`: the HTTP status and a running number,
 * in English, as in that service's responses. Codes never change their meaning. Ours: the service
 * documents none.
 */
export const treezorErrors = {
  40001: { http: 400, message: "A field is missing or not valid" },
  40002: { http: 400, message: "The body is not well-formed" },
  40003: { http: 400, message: "The file is missing, empty or not readable" },
  40004: { http: 400, message: "The address is refused: it must be https and lead to a public host" },
  40005: { http: 400, message: "The period is not valid: endAt must be after startAt" },
  40101: { http: 401, message: "The access token is missing or not valid" },
  40301: { http: 403, message: "This token may not do that" },
  40401: { http: 404, message: "The path was not found" },
  40402: { http: 404, message: "The user was not found" },
  40403: { http: 404, message: "The document was not found" },
  40404: { http: 404, message: "The hook was not found" },
  40405: { http: 404, message: "The query was not found or has expired" },
  40501: { http: 405, message: "The method is not allowed" },
  40901: { http: 409, message: "The user's review does not allow this now" },
  40902: { http: 409, message: "The document's status does not allow this" },
  40903: { http: 409, message: "The user has the same document already" },
  40904: { http: 409, message: "Somebody else changed it at the same time" },
  40905: { http: 409, message: "The query was executed already" },
  40906: { http: 409, message: "The project is archived" },
  40907: { http: 409, message: "The user is frozen or cancelled" },
  41301: { http: 413, message: "The file or body is too large" },
  41501: { http: 415, message: "The file is of a type that is not accepted" },
  41502: { http: 415, message: "The body's content type is not accepted" },
  42101: { http: 421, message: "The request belongs to another cell of the service" },
  42201: { http: 422, message: "The query selects more events than can be resent at once" },
  42901: { http: 429, message: "Too many requests" },
  50001: { http: 500, message: "Internal error" },
} as const satisfies Record<number, TreezorErrorDefinition>;

export type TreezorErrorCode = keyof typeof treezorErrors;

/** One problem of a request. `field` is the dotted path of what is to blame, never its value. */
export interface TreezorProblem {
  errorCode: TreezorErrorCode;
  errorMessage: string;
  field?: string;
}

/** The shape of every error response of the Treezor calls: at least one problem. */
export interface TreezorErrorBody {
  errors: TreezorProblem[];
}

/** The body of an error response with one problem per field, or one altogether. */
export function treezorError(code: TreezorErrorCode, fields: readonly string[] = []): TreezorErrorBody {
  const problem = { errorCode: code, errorMessage: treezorErrors[code].message };
  return { errors: fields.length === 0 ? [problem] : fields.map((field) => ({ ...problem, field })) };
}
