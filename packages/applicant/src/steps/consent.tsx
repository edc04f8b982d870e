import type { ApplicantState, SessionLanguage } from "@countersign/wire/browser";
import { consentVersion } from "../texts/consent-version.ts";
import type { Texts, Way } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";

/**
 * Tells who is asking, for what, what a machine and what a person does, who gets the data and for how long; nothing is
 * captured before the applicant agrees. Which text they agreed to is kept with the session.
 */
export function Consent({
  session,
  state,
  way,
  canLeave,
  language,
  texts,
}: {
  session: SessionView;
  state: ApplicantState;
  way: Way;
  /** Whether another device can take the session from here. */
  canLeave: boolean;
  language: SessionLanguage;
  texts: Texts;
}) {
  const { projectName, organisation } = state;
  const { picturesKeptDays: days, privacyUrl } = organisation;
  return (
    <>
      <Heading>{texts.consent.lead(projectName)}</Heading>
      <ol>
        {texts.consent.points[way].map((point) => (
          <li key={point}>{point}</li>
        ))}
        {state.signing !== null && <li>{texts.consent.signs}</li>}
        {days !== null && <li>{texts.consent.kept(projectName, days)}</li>}
      </ol>
      {privacyUrl !== null && (
        <p>
          <a href={privacyUrl} target="_blank" rel="noreferrer">
            {texts.consent.privacy(projectName)}
          </a>
        </p>
      )}
      <Notice code={session.problem} texts={texts} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={session.busy}
          onClick={() => session.consent({ version: consentVersion, language })}
        >
          {texts.consent.agree}
        </button>
        {canLeave && isDesktop() && (
          <button type="button" class="quiet" onClick={session.handOver}>
            {texts.onPhone}
          </button>
        )}
        <CancelButton label={texts.consent.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}

/** Whether there is a mouse and room: then a phone is likely to have the better camera. */
function isDesktop(): boolean {
  return matchMedia("(pointer: fine) and (min-width: 48rem)").matches;
}
