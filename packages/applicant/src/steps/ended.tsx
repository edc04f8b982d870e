import { useEffect } from "preact/hooks";
import type { Texts } from "../texts/texts.ts";
import { Heading } from "./heading.tsx";

interface EndedProps {
  outcome: "succeeded" | "failed" | "aborted" | "expired";
  redirectUrl: string | null;
  /** Redirect automatically; a visitor of a session that had already ended is asked first. */
  leaveAtOnce: boolean;
  texts: Texts;
}

const readingMs = 2500;

/** The outcome, and the link back to the project's static success or error address. */
export function Ended({ outcome, redirectUrl, leaveAtOnce, texts }: EndedProps) {
  const leaves = leaveAtOnce && redirectUrl !== null;
  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(() => location.replace(redirectUrl), readingMs);
    return () => clearTimeout(timer);
  }, [leaves, redirectUrl]);
  return (
    <>
      <div class={`result ${outcome}`} aria-hidden="true" />
      <Heading>{texts.ended[outcome].heading}</Heading>
      <p>{texts.ended[outcome].body}</p>
      {redirectUrl === null ? (
        <p class="hint">{texts.ended.close}</p>
      ) : (
        <>
          {leaves && <p class="hint">{texts.ended.redirecting}</p>}
          <div class="actions">
            <a class="button primary" href={redirectUrl} rel="noreferrer">
              {texts.ended.proceed}
            </a>
          </div>
        </>
      )}
    </>
  );
}
