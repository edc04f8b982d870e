import type { Texts, Way } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";

/** Tells who is asking, for what, and who gets the data; nothing is captured before the applicant agrees. */
export function Consent({
  session,
  project,
  way,
  texts,
}: {
  session: SessionView;
  project: string;
  way: Way;
  texts: Texts;
}) {
  return (
    <>
      <Heading>{texts.consent.lead(project)}</Heading>
      <ol>
        {texts.consent.points[way].map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      <Notice code={session.problem} texts={texts} />
      <div class="actions">
        <button type="button" class="primary" disabled={session.busy} onClick={session.consent}>
          {texts.consent.agree}
        </button>
        <CancelButton label={texts.consent.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}
