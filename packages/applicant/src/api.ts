import type {
  AbortReason,
  AgreeBody,
  ApplicantState,
  ApplicantVideo,
  CaptureKind,
  CaptureSource,
  SessionDocumentType,
  SessionLanguage,
  TestOutcome,
} from "@countersign/wire/browser";
import { isFramed } from "./embedding/embedding.ts";
import { keepInTab, readTab } from "./tab-storage.ts";

/** A refused call; `code` is from the management API's error catalog. */
interface Refusal {
  ok: false;
  code: string;
}

export type Answer = { ok: true; state: ApplicantState } | Refusal;

/** The calls of one session's page. A network failure is the refusal `offline`, never an exception. */
export interface SessionApi {
  state(): Promise<Answer>;
  /** `version` is of the text that was shown. */
  consent(text: { version: string; language: SessionLanguage }): Promise<Answer>;
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
  /** `sha256` is of the document that was shown, `text` of the sentence that was agreed to. */
  agree(agreement: AgreeBody): Promise<Answer>;
  sendCode(): Promise<Answer>;
  sign(code: string): Promise<Answer>;
  /** The PDF to sign, and the signed one; null if it can't be loaded. */
  document(which: "to-sign" | "signed"): Promise<Blob | null>;
  /** The address with which another device takes the session, once, and until when; null if there is none now. */
  offerHandoff(): Promise<{ address: string; expiresAt: number } | null>;
  /** Takes the session back to this device. */
  endHandoff(): Promise<Answer>;
  /** The address of the session in which the applicant of a failed one tries again, or the code of a refusal. */
  retry(): Promise<{ ok: true; address: string } | Refusal>;
  /** The agent's call with video; null if there is no connection, or no such call. */
  video(): Promise<ApplicantVideo | null>;
  /** Whether the answer (SDP) was taken. */
  answerVideo(round: string, answer: string): Promise<boolean>;
  /** Asks the agent's page for another offer than that of this round. */
  repeatVideo(round: string): Promise<void>;
  /** The organisation's logo; null if it can't be loaded. */
  logo(): Promise<Blob | null>;
}

/** What stands before a hand-off's code in the fragment of an address; no page token has a dot. */
const codeMark = "h.";

/**
 * The page token in the fragment of this page's address. A hand-off's code there is changed for a token of this
 * device's own, which takes its place in the address, so that a reload works; inside a frame it is not used up.
 */
export async function pageTokenOf(attemptId: string): Promise<{ token: string; handedOver: boolean }> {
  const fragment = location.hash.slice(1);
  const marker = `handed-over ${attemptId}`;
  if (!fragment.startsWith(codeMark)) return { token: fragment, handedOver: readTab(marker) !== null };
  if (isFramed()) return { token: fragment, handedOver: true };
  const code = fragment.slice(codeMark.length);
  const taken = await fetch(`/s/${encodeURIComponent(attemptId)}/handoff/take`, {
    method: "POST",
    headers: { "x-page-token": code },
  }).then(
    (response) => (response.ok ? response.json() : null),
    () => null,
  );
  if (typeof taken?.pageToken !== "string") return { token: fragment, handedOver: true };
  keepInTab(marker, "1");
  history.replaceState(null, "", `#${taken.pageToken}`);
  return { token: taken.pageToken, handedOver: true };
}

/**
 * The API of this page's session. The token comes in the fragment of the address and is sent in a header, so that no
 * server logs it.
 */
export function sessionApi(attemptId: string, pageToken: string): SessionApi {
  const pathOf = (path: string) => `/s/${encodeURIComponent(attemptId)}/${path}`;
  /** Null without a connection. */
  const send = async (path: string, request: RequestInit) => {
    try {
      const response = await fetch(pathOf(path), {
        ...request,
        headers: { ...request.headers, "x-page-token": pageToken },
        cache: "no-store",
      });
      return { ok: response.ok, body: response.status === 204 ? null : await response.json() };
    } catch {
      return null;
    }
  };
  const call = async (path: string, request: RequestInit = {}): Promise<Answer> => {
    const response = await send(path, request);
    if (response === null) return { ok: false, code: "offline" };
    const { ok, body } = response;
    return ok ? { ok, state: body } : { ok, code: typeof body.code === "string" ? body.code : "internal" };
  };
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const sendJson = (path: string, body: object) =>
    send(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const load = async (path: string) => {
    const response = await fetch(pathOf(path), { headers: { "x-page-token": pageToken } }).catch(() => null);
    return response?.ok ? response.blob() : null;
  };
  const chosen = (outcome: TestOutcome | null): Record<string, string> =>
    outcome ? { "x-test-outcome": outcome } : {};
  return {
    state: () => call("state"),
    consent: (text) => post("consent", { text }),
    extend: () => post("extend"),
    chooseDocument: (documentType) => post("document-type", { documentType }),
    join: (outcome) => post("join", {}, chosen(outcome)),
    abort: (reason) => post("abort", reason ? { reason } : {}),
    endHandoff: () => post("handoff/end"),
    async offerHandoff() {
      const { code, expiresAt } = (await send("handoff", { method: "POST" }))?.body ?? {};
      if (typeof code !== "string" || typeof expiresAt !== "string") return null;
      const address = `${location.origin}${location.pathname}#${codeMark}${code}`;
      return { address, expiresAt: Date.parse(expiresAt) };
    },
    async retry() {
      const { ok, body } = (await send("retry", { method: "POST" })) ?? {
        ok: false,
        body: { code: "offline" },
      };
      if (!ok) return { ok, code: String(body.code) };
      return { ok, address: `/s/${encodeURIComponent(body.attemptId)}#${body.pageToken}` };
    },
    async video() {
      const response = await send("video", {});
      return response?.ok ? response.body : null;
    },
    answerVideo: async (round, answer) => (await sendJson("video/answer", { round, answer }))?.ok === true,
    repeatVideo: async (round) => void (await sendJson("video/again", { round })),
    logo: () => load("logo"),
    agree: (agreement) => post("document/agree", agreement),
    sendCode: () => post("document/code"),
    sign: (code) => post("document/sign", { code }),
    document: (which) => load(which === "signed" ? "document/signed" : "document"),
    capture: (image, { kind, source }, outcome) =>
      call(`capture?kind=${kind}&source=${source}`, {
        method: "POST",
        headers: { "content-type": image.type, ...chosen(outcome) },
        body: image,
      }),
  };
}
