import type { ApplicantState, FinalSessionState, SessionLanguage } from "@countersign/wire/browser";
import { useEffect } from "preact/hooks";
import type { SessionApi } from "../api.ts";
import type { Texts } from "../texts/texts.ts";
import { Heading } from "./heading.tsx";
import { lazyStep } from "./lazy-step.tsx";
import { Reasons } from "./reasons.tsx";
import { RetryButton } from "./retry-button.tsx";

const SignedCopy = lazyStep(async () => (await import("./signed-copy.tsx")).SignedCopy);

interface EndedProps {
  api: SessionApi;
  state: ApplicantState;
  outcome: FinalSessionState;
  /** The session ended while the page was open. */
  endedHere: boolean;
  /** Another device shows the session as well, and goes on. */
  handedOver: boolean;
  /** Tells the page around that the applicant has read this; null if the page stands alone. */
  close: (() => void) | null;
  /** The document that was signed, to take away; null where there is none. */
  copy: { api: SessionApi; name: string; language: SessionLanguage } | null;
  texts: Texts;
}

const readingMs = 5000;

/**
 * How the session ended, and the way back to the project's static success or error address. Only who was confirmed just
 * now is redirected automatically: everybody else has something to read, or a signed document to take away. In a frame
 * nobody is: the page around decides.
 */
export function Ended({ api, state, outcome, endedHere, handedOver, close, copy, texts }: EndedProps) {
  const { redirectUrl, reasons, projectName, canRetry } = state;
  const leaves = outcome === "succeeded" && endedHere && !handedOver && copy === null && close === null;
  useEffect(() => {
    if (!leaves || redirectUrl === null) return;
    const timer = setTimeout(() => location.replace(redirectUrl), readingMs);
    return () => clearTimeout(timer);
  }, [leaves, redirectUrl]);
  const said = texts.ended[outcome === "succeeded" && !endedHere ? "done" : outcome];
  return (
    <>
      <div class={`result ${outcome}`} aria-hidden="true" />
      <Heading>{said.heading}</Heading>
      {reasons.length > 0 ? <Reasons reasons={reasons} texts={texts} /> : <p>{said.body(projectName)}</p>}
      {canRetry && <RetryButton api={api} texts={texts} />}
      {handedOver && <p>{texts.ended.elsewhere}</p>}
      {copy !== null && <SignedCopy {...copy} texts={texts} />}
      {close !== null && !handedOver ? (
        <div class="actions">
          <button type="button" class={canRetry ? "quiet" : "primary"} onClick={close}>
            {outcome === "succeeded" ? texts.ended.proceed : texts.ended.back(projectName)}
          </button>
        </div>
      ) : redirectUrl === null || handedOver ? (
        <p class="hint">{texts.ended.close}</p>
      ) : (
        <>
          {leaves && <p class="hint">{texts.ended.redirecting(new URL(redirectUrl).host)}</p>}
          <div class="actions">
            <a class={`button ${canRetry ? "quiet" : "primary"}`} href={redirectUrl} rel="noreferrer">
              {leaves ? texts.ended.proceed : texts.ended.back(projectName)}
              {!leaves && <small>{new URL(redirectUrl).host}</small>}
            </a>
          </div>
        </>
      )}
    </>
  );
}
