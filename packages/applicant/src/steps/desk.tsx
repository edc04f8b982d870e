import type { ApplicantState } from "@countersign/wire/browser";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";

/** During an agent's call, and while waiting for one: the code by which the agent finds the session. */
export function Desk({
  session,
  desk,
  texts,
}: {
  session: SessionView;
  desk: NonNullable<ApplicantState["desk"]>;
  texts: Texts;
}) {
  const said = texts.desk[desk.agent];
  return (
    <>
      {desk.agent === "waiting" && <div class="spinner" aria-hidden="true" />}
      <Heading key={desk.agent}>{said.heading}</Heading>
      <p role="status">{said.body}</p>
      <p class="code">
        <span class="hint">{texts.call.code}</span>
        <strong>{desk.identId}</strong>
        <span class="hint">{texts.call.codeHint}</span>
      </p>
      <Notice code={session.problem} texts={texts} />
      <div class="actions">
        <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}
