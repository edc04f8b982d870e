import type { Language } from "@countersign/wire/browser";
import { useEffect } from "preact/hooks";
import type { SessionApi } from "./api.ts";
import { Capture } from "./steps/capture.tsx";
import { Consent } from "./steps/consent.tsx";
import { Ended } from "./steps/ended.tsx";
import { Trouble } from "./steps/trouble.tsx";
import { Waiting } from "./steps/waiting.tsx";
import { type Texts, textsByLanguage } from "./texts/texts.ts";
import { TimeLeft } from "./time-left.tsx";
import { type SessionView, useSession } from "./use-session.ts";

/** One session's page: shows the step that the session's state asks for. */
export function Page({ api }: { api: SessionApi }) {
  const session = useSession(api);
  const language = session.state?.language ?? browserLanguage();
  const texts = textsByLanguage[language];
  useEffect(() => {
    document.documentElement.lang = language === "uz" ? "uz-Cyrl" : language === "oz" ? "uz-Latn" : language;
    document.title = texts.title;
  }, [language, texts]);

  return (
    <div class="card">
      <header>
        <span class="mark" aria-hidden="true" />
        <span>{texts.title}</span>
        {session.deadline !== null && <TimeLeft deadline={session.deadline} texts={texts} />}
      </header>
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
      return <Consent session={session} project={state.projectName} texts={texts} />;
    case "started":
      return <Capture session={session} testMode={state.mode === "test"} texts={texts} />;
    case "processing":
    case "in_review":
      return <Waiting texts={texts} />;
    default:
      return (
        <Ended
          outcome={state.state}
          redirectUrl={state.redirectUrl}
          leaveAtOnce={session.endedHere}
          texts={texts}
        />
      );
  }
}

function browserLanguage(): Language {
  const wanted = navigator.language.toLowerCase();
  if (wanted.startsWith("uz")) return wanted.includes("cyrl") ? "uz" : "oz";
  return wanted.startsWith("en") ? "en" : "ru";
}
