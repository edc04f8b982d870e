import type { ApplicantState, Language, SessionMethod } from "@countersign/wire/browser";
import { htmlLanguages } from "@countersign/wire/html-languages";
import { useEffect, useState } from "preact/hooks";
import type { SessionApi } from "./api.ts";
import { chosenLanguage, LanguageSwitch } from "./language-switch.tsx";
import { Call } from "./steps/call.tsx";
import { Consent } from "./steps/consent.tsx";
import { Desk } from "./steps/desk.tsx";
import { ChooseDocument } from "./steps/document.tsx";
import { Ended } from "./steps/ended.tsx";
import { Pictures } from "./steps/pictures.tsx";
import { Trouble } from "./steps/trouble.tsx";
import { Waiting } from "./steps/waiting.tsx";
import { textsByLanguage } from "./texts/languages.ts";
import type { Texts, Way } from "./texts/texts.ts";
import { TimeLeft } from "./time-left.tsx";
import { type SessionView, useSession } from "./use-session.ts";

/** One session's page: shows the step that the session's state asks for. */
export function Page({ api }: { api: SessionApi }) {
  const session = useSession(api);
  const [chosen, choose] = useState(chosenLanguage);
  const language = chosen ?? session.state?.language ?? browserLanguage();
  const texts = textsByLanguage[language];
  useEffect(() => {
    document.documentElement.lang = htmlLanguages[language];
    document.title = texts.title;
  }, [language, texts]);

  return (
    <div class="card">
      {session.state?.mode === "test" && <p class="band">{texts.testMode}</p>}
      <header>
        <span class="mark" aria-hidden="true" />
        <span>{texts.title}</span>
        <LanguageSwitch language={language} choose={choose} texts={texts} />
      </header>
      {session.deadline !== null && <TimeLeft deadline={session.deadline} session={session} texts={texts} />}
      <Step session={session} texts={texts} />
    </div>
  );
}

function Step({ session, texts }: { session: SessionView; texts: Texts }) {
  const { state } = session;
  if (state === null) {
    return session.problem === null ? (
      <div class="spinner" role="status" aria-label={texts.waiting.heading} />
    ) : (
      <Trouble code={session.problem} texts={texts} retry={session.refresh} />
    );
  }
  switch (state.state) {
    case "created":
      return <Consent session={session} project={state.projectName} way={ways[state.method]} texts={texts} />;
    case "started":
      return <Part session={session} state={state} texts={texts} />;
    case "processing":
    case "in_review":
      return state.desk === null ? (
        <Waiting texts={texts} />
      ) : (
        <Desk session={session} desk={state.desk} texts={texts} />
      );
    default:
      return <Ended state={state} outcome={state.state} endedHere={session.endedHere} texts={texts} />;
  }
}

const ways: Readonly<Record<SessionMethod, Way>> = {
  identification: "face",
  verification: "face",
  document: "document",
  liveness: "liveness",
  qes: "call",
  "video-conference": "call",
};

/** The applicant's own part, once they have agreed. */
function Part({ session, state, texts }: { session: SessionView; state: ApplicantState; texts: Texts }) {
  const way = ways[state.method];
  if (way === "call") return <Call session={session} testMode={state.mode === "test"} texts={texts} />;
  if (way === "document" && state.documentType === null)
    return <ChooseDocument session={session} texts={texts} />;
  return <Pictures session={session} state={state} texts={texts} />;
}

function browserLanguage(): Language {
  const wanted = navigator.language.toLowerCase();
  if (wanted.startsWith("uz")) return wanted.includes("cyrl") ? "uz" : "oz";
  return wanted.startsWith("en") ? "en" : "ru";
}
