import type { ApplicantSigning, ApplicantState, SessionLanguage } from "@countersign/wire/browser";
import type { SessionApi } from "../api.ts";
import { useTexts } from "../texts/languages.ts";
import { signingTexts } from "../texts/signing/languages.ts";
import type { SigningTexts } from "../texts/signing/signing-texts.ts";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { problemText } from "./notice.tsx";
import { ReadDocument } from "./read-document.tsx";
import { SignatureCode } from "./signature-code.tsx";

export interface SigningProps {
  api: SessionApi;
  session: SessionView;
  state: ApplicantState;
  signing: ApplicantSigning;
  language: SessionLanguage;
  texts: Texts;
}

/** The document of a signature: read and agreed to, then signed with a one-time code. */
export function Signing(props: SigningProps) {
  const { api, session, state, signing, language, texts } = props;
  const loaded = useTexts(signingTexts, language);
  if (loaded === null) return <div class="spinner" role="status" aria-label={texts.loading} />;
  const words = loaded.texts;
  const { code } = signing;
  const notice = session.problem !== null && (
    <p class="notice" role="alert">
      {saidOf(session.problem, code?.triesLeft ?? 0, words) ?? problemText(session.problem, texts)}
    </p>
  );
  return (
    <>
      {code === null ? (
        // Another document is another step: nothing that was ticked counts for it.
        <ReadDocument
          key={signing.sha256}
          api={api}
          session={session}
          signing={signing}
          language={loaded.language}
          words={words}
          texts={texts}
          notice={notice}
        />
      ) : (
        <SignatureCode
          session={session}
          code={code}
          serverTime={state.serverTime}
          words={words}
          notice={notice}
        />
      )}
      <div class="actions">
        <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}

function saidOf(problem: string, left: number, { problems }: SigningTexts): string | null {
  switch (problem) {
    case "document_changed":
      return problems.changed;
    case "code_wrong":
      return problems.wrong(left);
    case "code_expired":
      return problems.expired;
    case "code_not_sent":
      return problems.notSent;
    case "rate_limited":
      return problems.tooOften;
    default:
      return null;
  }
}
