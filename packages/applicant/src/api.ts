import type {
  AbortReason,
  ApplicantState,
  CaptureKind,
  CaptureSource,
  SessionDocumentType,
  TestOutcome,
} from "@countersign/wire/browser";

/** A refused call; `code` is from the management API's error catalog. */
interface Refusal {
  ok: false;
  code: string;
}

export type Answer = { ok: true; state: ApplicantState } | Refusal;

/** The calls of one session's page. A network failure is the refusal `offline`, never an exception. */
export interface SessionApi {
  state(): Promise<Answer>;
  consent(): Promise<Answer>;
  extend(): Promise<Answer>;
  chooseDocument(documentType: SessionDocumentType): Promise<Answer>;
  /** `outcome` is a test-mode applicant's choice; null leaves the decision to an operator. */
  capture(
    image: Blob,
    about: { kind: CaptureKind; source: CaptureSource },
    outcome: TestOutcome | null,
  ): Promise<Answer>;
  join(outcome: TestOutcome | null): Promise<Answer>;
  abort(reason?: AbortReason): Promise<Answer>;
}

/**
 * The API of this page's session. The token comes in the fragment of the address and is sent in a header, so that no
 * server logs it.
 */
export function sessionApi(attemptId: string, pageToken: string): SessionApi {
  const call = async (path: string, request: RequestInit = {}): Promise<Answer> => {
    try {
      const response = await fetch(`/s/${encodeURIComponent(attemptId)}/${path}`, {
        ...request,
        headers: { ...request.headers, "x-page-token": pageToken },
        cache: "no-store",
      });
      const body = await response.json();
      return response.ok
        ? { ok: true, state: body }
        : { ok: false, code: typeof body.code === "string" ? body.code : "internal" };
    } catch {
      return { ok: false, code: "offline" };
    }
  };
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const chosen = (outcome: TestOutcome | null): Record<string, string> =>
    outcome ? { "x-test-outcome": outcome } : {};
  return {
    state: () => call("state"),
    consent: () => post("consent"),
    extend: () => post("extend"),
    chooseDocument: (documentType) => post("document-type", { documentType }),
    join: (outcome) => post("join", {}, chosen(outcome)),
    abort: (reason) => post("abort", reason ? { reason } : {}),
    capture: (image, { kind, source }, outcome) =>
      call(`capture?kind=${kind}&source=${source}`, {
        method: "POST",
        headers: { "content-type": image.type, ...chosen(outcome) },
        body: image,
      }),
  };
}
