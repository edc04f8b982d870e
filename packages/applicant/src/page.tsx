import type { ApplicantState, Language, SessionLanguage } from "@countersign/wire/browser";
import { htmlLanguages } from "@countersign/wire/html-languages";
import { useEffect, useState } from "preact/hooks";
import type { SessionApi } from "./api.ts";
import type { Embedding } from "./embedding/embedding.ts";
import { useEmbedding } from "./embedding/use-embedding.ts";
import { chosenLanguage, LanguageSwitch } from "./language-switch.tsx";
import { Consent } from "./steps/consent.tsx";
import { lazyStep } from "./steps/lazy-step.tsx";
import { Trouble } from "./steps/trouble.tsx";
import { Waiting } from "./steps/waiting.tsx";
import { textsByLanguage, useTexts } from "./texts/languages.ts";
import type { Texts, Way } from "./texts/texts.ts";
import { TimeLeft } from "./time-left.tsx";
import { useAccent, useLogo } from "./use-branding.ts";
import { type SessionView, useSession } from "./use-session.ts";
import { ways } from "./ways.ts";

const Call = lazyStep(async () => (await import("./steps/call.tsx")).Call);
const ChooseDocument = lazyStep(async () => (await import("./steps/document.tsx")).ChooseDocument);
const Desk = lazyStep(async () => (await import("./steps/desk.tsx")).Desk);
const Ended = lazyStep(async () => (await import("./steps/ended.tsx")).Ended);
const Handoff = lazyStep(async () => (await import("./steps/handoff.tsx")).Handoff);
const Signing = lazyStep(async () => (await import("./steps/signing.tsx")).Signing);
const Pictures = lazyStep(async () => (await import("./steps/pictures.tsx")).Pictures);

interface PageProps {
  api: SessionApi;
  handedOver: boolean;
  /** The page around this one; null if it stands alone. */
  embedding: Embedding | null;
}

/** One session's page: shows the step that the session's state asks for. */
export function Page({ api, handedOver, embedding }: PageProps) {
  const session = useSession(api, handedOver);
  const wanted = useEmbedding(embedding, session);
  const [chosen, choose] = useState(chosenLanguage);
  const loaded = useTexts(textsByLanguage, chosen ?? wanted ?? session.state?.language ?? browserLanguage());
  useEffect(() => {
    if (loaded === null) return;
    document.documentElement.lang = htmlLanguages[loaded.language];
    document.title = loaded.texts.title;
  }, [loaded]);
  const { state } = session;
  const phase = state?.state;
  const way = state === null ? null : ways[state.method];
  const signs = state !== null && state.signing !== null;
  useEffect(() => {
    if (phase === "created" && way !== null) preload(way);
    if (phase === "created" && signs) Signing.preload();
    if (phase === "processing" || phase === "in_review") Ended.preload();
  }, [phase, way, signs]);
  useAccent(state?.organisation.accent ?? null);
  const logo = useLogo(api, state?.organisation.logo === true);
  if (loaded === null) return <div class="spinner" aria-hidden="true" />;
  const { language, texts } = loaded;

  return (
    <div class="card">
      {state?.mode === "test" && <p class="band">{texts.testMode}</p>}
      <header>
        {logo === null ? (
          <span class="mark" aria-hidden="true" />
        ) : (
          <img class="logo" src={logo} alt={state?.projectName ?? ""} />
        )}
        <span class="who">
          {state !== null && <strong>{state.projectName}</strong>}
          <span>{texts.title}</span>
        </span>
        <LanguageSwitch language={language} choose={choose} texts={texts} />
      </header>
      {session.deadline !== null && <TimeLeft deadline={session.deadline} session={session} texts={texts} />}
      <Step
        api={api}
        session={session}
        handedOver={handedOver}
        embedding={embedding}
        language={language}
        texts={texts}
      />
      {state?.organisation.supportUrl && (
        <p class="help">
          <a href={state.organisation.supportUrl} target="_blank" rel="noreferrer">
            {texts.help}
          </a>
        </p>
      )}
    </div>
  );
}

interface StepProps {
  api: SessionApi;
  /** This device has the session from another one, which goes on by itself. */
  handedOver: boolean;
  embedding: Embedding | null;
  session: SessionView;
  language: SessionLanguage;
  texts: Texts;
}

function Step(props: StepProps) {
  const { api, session, handedOver, embedding, language, texts } = props;
  const { state } = session;
  if (state === null) {
    return session.problem === null ? (
      <div class="spinner" role="status" aria-label={texts.loading} />
    ) : (
      <Trouble code={session.problem} texts={texts} retry={session.refresh} />
    );
  }
  if (session.elsewhere) {
    const taken = state.handoff === "taken";
    return <Handoff api={api} session={session} taken={taken} language={language} texts={texts} />;
  }
  switch (state.state) {
    case "created":
      return (
        <Consent
          session={session}
          state={state}
          way={ways[state.method]}
          canLeave={!handedOver}
          language={language}
          texts={texts}
        />
      );
    case "started":
    case "resubmission_requested":
      return <Part {...props} state={state} />;
    case "processing":
    case "in_review":
      return state.desk === null ? (
        <Waiting texts={texts} />
      ) : (
        <Desk api={api} session={session} desk={state.desk} language={language} texts={texts} />
      );
    default:
      return (
        <Ended
          api={api}
          state={state}
          outcome={state.state}
          endedHere={session.endedHere}
          handedOver={handedOver}
          close={embedding && (() => embedding.tell({ type: "closed" }))}
          copy={state.signing?.copy === true ? { api, name: state.signing.name, language } : null}
          texts={texts}
        />
      );
  }
}

/** Fetches what comes after the consent while the applicant reads. */
function preload(way: Way): void {
  if (way === "call") Call.preload();
  else Pictures.preload();
  if (way === "document") ChooseDocument.preload();
}

/** The applicant's own part, once they have agreed. */
function Part({
  api,
  session,
  state,
  language,
  texts,
}: Pick<StepProps, "api" | "session" | "language" | "texts"> & { state: ApplicantState }) {
  const way = ways[state.method];
  if (state.signing !== null && state.signing.signedAt === null)
    return (
      <Signing
        api={api}
        session={session}
        state={state}
        signing={state.signing}
        language={language}
        texts={texts}
      />
    );
  if (way === "call") return <Call session={session} testMode={state.mode === "test"} texts={texts} />;
  if (way === "document" && state.documentType === null)
    return <ChooseDocument session={session} documents={state.documents} texts={texts} />;
  return <Pictures session={session} state={state} language={language} texts={texts} />;
}

function browserLanguage(): Language {
  const wanted = navigator.language.toLowerCase();
  if (wanted.startsWith("uz")) return wanted.includes("cyrl") ? "uz" : "oz";
  return wanted.startsWith("en") ? "en" : "ru";
}
