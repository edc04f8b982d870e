import type { ApplicantState, SessionLanguage } from "@countersign/wire/browser";
import type { SessionApi } from "../api.ts";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { VideoCall } from "./video-call.tsx";

/** During an agent's call, and while waiting for one: the code by which the agent finds the session. */
export function Desk({
  api,
  session,
  desk,
  language,
  texts,
}: {
  api: SessionApi;
  session: SessionView;
  desk: NonNullable<ApplicantState["desk"]>;
  language: SessionLanguage;
  texts: Texts;
}) {
  const said = texts.desk[desk.agent];
  return (
    <>
      {desk.agent === "waiting" && <div class="spinner" aria-hidden="true" />}
      <Heading key={desk.agent}>{said.heading}</Heading>
      <p role="status">{said.body}</p>
      {desk.video && session.state?.state === "in_review" && (
        <VideoCall api={api} language={language} texts={texts} />
      )}
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
