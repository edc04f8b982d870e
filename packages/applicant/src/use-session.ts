import type { ApplicantState } from "@countersign/wire/browser";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Answer, SessionApi } from "./api.ts";

/** A session as the page sees it, and the applicant's actions. */
export interface SessionView {
  /** Null until the server has responded. */
  state: ApplicantState | null;
  /** When the applicant's time ends, by this browser's clock; null if there is no limit. */
  deadline: number | null;
  /** The code of the last refusal; null after a successful call. */
  problem: string | null;
  busy: boolean;
  /** The session ended while the page was open; otherwise the applicant comes back to one that is done. */
  endedHere: boolean;
  refresh: () => void;
  consent: (...text: Parameters<SessionApi["consent"]>) => void;
  extend: () => void;
  chooseDocument: (...choice: Parameters<SessionApi["chooseDocument"]>) => void;
  capture: (...picture: Parameters<SessionApi["capture"]>) => void;
  join: (...outcome: Parameters<SessionApi["join"]>) => void;
  abort: (...reason: Parameters<SessionApi["abort"]>) => void;
  agree: (...agreement: Parameters<SessionApi["agree"]>) => void;
  sendCode: () => void;
  sign: (...code: Parameters<SessionApi["sign"]>) => void;
  /** Shows the session at another device, or takes it back. */
  handOver: () => void;
  takeBack: () => void;
  /** The session is to go on, or goes on, at another device: this one follows it. */
  elsewhere: boolean;
}

const pollMs = 2000;
const open = new Set<ApplicantState["state"]>(["created", "started", "resubmission_requested"]);
const waiting = new Set<ApplicantState["state"]>(["processing", "in_review"]);

/** Refusals that say that the session has changed: it is shown as it is now, with the refusal. */
const outdating = new Set(["document_changed", "code_wrong", "code_expired", "code_not_sent"]);

/**
 * Keeps a session's state current: after each action, every two seconds while a decision is pending or another device has
 * it, and at its end. `handedOver`: this is the other device.
 */
export function useSession(api: SessionApi, handedOver: boolean): SessionView {
  const [state, setState] = useState<ApplicantState | null>(null);
  const [deadline, setDeadline] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const wasOpen = useRef(false);

  const run = useCallback(async (call: () => Promise<Answer>, quiet = false) => {
    if (!quiet) setBusy(true);
    const answer = await call();
    if (!quiet) setBusy(false);
    if (!answer.ok) {
      if (!quiet || answer.code !== "offline") setProblem(answer.code);
      return answer.code;
    }
    const isOpen = open.has(answer.state.state);
    if (isOpen || waiting.has(answer.state.state)) wasOpen.current = true;
    setProblem(null);
    setState(answer.state);
    const skew = Date.now() - Date.parse(answer.state.serverTime);
    setDeadline(isOpen ? Date.parse(answer.state.expiresAt) + skew : null);
    return null;
  }, []);

  const act = useCallback(
    async (call: () => Promise<Answer>) => {
      const code = await run(call);
      if (code === "session_ended") await run(api.state);
      else if (code !== null && outdating.has(code)) {
        await run(api.state, true);
        setProblem(code);
      }
    },
    [api, run],
  );

  useEffect(() => {
    void run(api.state);
  }, [api, run]);

  const isOpenNow = state !== null && open.has(state.state);
  const elsewhere = isOpenNow && !handedOver && (leaving || state.handoff === "taken");
  const polls = elsewhere || (state !== null && waiting.has(state.state));
  useEffect(() => {
    if (!polls) return;
    const timer = setInterval(() => {
      if (!document.hidden) void run(api.state, true);
    }, pollMs);
    return () => clearInterval(timer);
  }, [api, polls, run]);

  useEffect(() => {
    if (deadline === null) return;
    const timer = setTimeout(() => void run(api.state, true), Math.max(0, deadline - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [api, deadline, run]);

  return {
    state,
    deadline,
    problem,
    busy,
    endedHere: wasOpen.current,
    refresh: () => void run(api.state),
    elsewhere,
    handOver: () => setLeaving(true),
    takeBack: () => {
      setLeaving(false);
      void act(api.endHandoff);
    },
    consent: (text) => void act(() => api.consent(text)),
    extend: () => void act(api.extend),
    chooseDocument: (documentType) => void act(() => api.chooseDocument(documentType)),
    capture: (...picture) => void act(() => api.capture(...picture)),
    join: (outcome) => void act(() => api.join(outcome)),
    abort: (reason) => void act(() => api.abort(reason)),
    agree: (agreement) => void act(() => api.agree(agreement)),
    sendCode: () => void act(api.sendCode),
    sign: (code) => void act(() => api.sign(code)),
  };
}
