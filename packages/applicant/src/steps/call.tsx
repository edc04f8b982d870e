import type { TestOutcome } from "@countersign/wire/browser";
import { useState } from "preact/hooks";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { TestOutcomes } from "./test-outcomes.tsx";

/** Before a call with an agent: what to prepare, and the button that reports that the applicant is ready. */
export function Call({
  session,
  testMode,
  texts,
}: {
  session: SessionView;
  testMode: boolean;
  texts: Texts;
}) {
  const [outcome, setOutcome] = useState<TestOutcome | null>("success");
  return (
    <>
      <Heading>{texts.call.heading}</Heading>
      <p>{texts.call.hint}</p>
      <Notice code={session.problem} texts={texts} />
      {testMode && <TestOutcomes chosen={outcome} choose={setOutcome} texts={texts} />}
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={session.busy}
          onClick={() => session.join(testMode ? outcome : null)}
        >
          {texts.call.join}
        </button>
        <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}
