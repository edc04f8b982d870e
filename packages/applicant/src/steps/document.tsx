import type { SessionDocumentType } from "@countersign/wire/browser";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";

/** Asks which of the documents that the project accepts will be shown: it decides which of its sides are needed. */
export function ChooseDocument({
  session,
  documents,
  texts,
}: {
  session: SessionView;
  documents: readonly SessionDocumentType[];
  texts: Texts;
}) {
  return (
    <>
      <Heading>{texts.document.heading}</Heading>
      <p>{texts.document.hint}</p>
      <Notice code={session.problem} texts={texts} />
      <div class="actions">
        {documents.map((documentType) => (
          <button
            key={documentType}
            type="button"
            class="primary"
            disabled={session.busy}
            onClick={() => session.chooseDocument(documentType)}
          >
            {documentType === "passport" ? texts.document.passport : texts.document.idCard}
          </button>
        ))}
        <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}
