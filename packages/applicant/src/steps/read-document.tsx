import type { ApplicantSigning, SessionLanguage } from "@countersign/wire/browser";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { SessionApi } from "../api.ts";
import { agreementVersion } from "../texts/signing/agreement-version.ts";
import type { SigningTexts } from "../texts/signing/signing-texts.ts";
import type { Texts } from "../texts/texts.ts";
import { useFile } from "../use-file.ts";
import type { SessionView } from "../use-session.ts";
import { Heading } from "./heading.tsx";
import { fileName } from "./signed-copy.tsx";

interface ReadDocumentProps {
  api: SessionApi;
  session: SessionView;
  signing: ApplicantSigning;
  language: SessionLanguage;
  words: SigningTexts;
  texts: Texts;
  notice: ComponentChildren;
}

/** The document itself, what it is, and the box without which no code is sent. */
export function ReadDocument(props: ReadDocumentProps) {
  const { api, session, signing, language, words, texts, notice } = props;
  const [tries, setTries] = useState(0);
  const [isRead, setRead] = useState(false);
  const url = useFile(() => api.document("to-sign"), String(tries));
  const { name, pages, bytes, sha256 } = signing;
  const size = new Intl.NumberFormat(language === "oz" ? "uz-Latn" : language, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 0,
  }).format(Math.max(1, bytes / 1000));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        session.agree({ sha256, text: { version: agreementVersion, language } });
      }}
    >
      <Heading>{words.heading}</Heading>
      {url === null && <div class="spinner" role="status" aria-label={texts.loading} />}
      {url === "missing" && (
        <div class="actions">
          <p role="alert">{words.missing}</p>
          <button type="button" class="quiet" onClick={() => setTries(tries + 1)}>
            {texts.problems.again}
          </button>
        </div>
      )}
      {url !== null && url !== "missing" && showsInPage() && (
        <>
          <iframe class="paper" src={url} title={words.frame} />
          <a href={url} target="_blank" rel="noreferrer">
            {words.open}
          </a>
        </>
      )}
      {url !== null && url !== "missing" && !showsInPage() && (
        <>
          <p>{words.openFirst}</p>
          <div class="actions">
            <a class="button" href={url} download={fileName(name)}>
              {words.open}
            </a>
          </div>
        </>
      )}
      <p class="file">
        <strong>{name}</strong>
        <span>
          {words.pages(pages)}, {size}
        </span>
        <span class="hash">
          SHA-256 <code>{sha256}</code>
        </span>
      </p>
      {notice}
      <label class="agree">
        <input type="checkbox" checked={isRead} onChange={(event) => setRead(event.currentTarget.checked)} />
        {words.agree}
      </label>
      <div class="actions">
        <button
          type="submit"
          class="primary"
          disabled={session.busy || !isRead || url === null || url === "missing"}
        >
          {words.send}
        </button>
      </div>
    </form>
  );
}

/** Whether the browser shows a whole PDF in a frame: those of phones show its first page or nothing. */
function showsInPage(): boolean {
  return navigator.pdfViewerEnabled && matchMedia("(pointer: fine)").matches;
}
