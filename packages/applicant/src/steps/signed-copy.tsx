import type { SessionLanguage } from "@countersign/wire/browser";
import type { SessionApi } from "../api.ts";
import { useTexts } from "../texts/languages.ts";
import { signingTexts } from "../texts/signing/languages.ts";
import type { Texts } from "../texts/texts.ts";
import { useFile } from "../use-file.ts";

/** The signed document, to take away. */
export function SignedCopy({
  api,
  name,
  language,
  texts,
}: {
  api: SessionApi;
  name: string;
  language: SessionLanguage;
  texts: Texts;
}) {
  const words = useTexts(signingTexts, language)?.texts;
  const url = useFile(() => api.document("signed"), "signed");
  if (words === undefined || url === null)
    return <div class="spinner" role="status" aria-label={texts.loading} />;
  if (url === "missing") return <p role="alert">{words.missing}</p>;
  return (
    <div class="actions">
      <a class="button" href={url} download={fileName(name)}>
        {words.download}
      </a>
    </div>
  );
}

/** What the file is called on the applicant's device. */
export function fileName(name: string): string {
  return name.toLowerCase().endsWith(".pdf") ? name : `${name}.pdf`;
}
