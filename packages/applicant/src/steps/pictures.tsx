import type { ApplicantState, SessionLanguage } from "@countersign/wire/browser";
import { cameraTexts } from "../texts/camera/languages.ts";
import { useTexts } from "../texts/languages.ts";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { Capture } from "./capture.tsx";
import { Retake } from "./retake.tsx";

/** Asks for the pictures that the session needs, one after the other. */
export function Pictures({
  session,
  state,
  language,
  texts,
}: {
  session: SessionView;
  state: ApplicantState;
  language: SessionLanguage;
  texts: Texts;
}) {
  const loaded = useTexts(cameraTexts, language);
  const { captures } = state;
  const next = captures.findIndex(({ taken }) => !taken);
  const wanted = captures[next];
  if (wanted === undefined) return null;
  if (loaded === null) return <div class="spinner" role="status" aria-label={texts.loading} />;
  const last = captures.filter(({ taken }) => !taken).length === 1;
  return (
    <>
      {wanted.retake !== null && <Retake reason={wanted.retake.reason} texts={texts} />}
      <Capture
        // A picture that is requested again is taken again.
        key={`${wanted.kind} ${wanted.retake?.count}`}
        session={session}
        state={state}
        kind={wanted.kind}
        place={{ n: next + 1, of: state.state === "started" ? captures.length : 1 }}
        choosesOutcome={last && state.mode === "test"}
        texts={texts}
        words={loaded.texts}
      />
    </>
  );
}
