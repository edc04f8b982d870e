import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";

/** Asks which document will be shown: it decides which of its sides are needed. */
export function ChooseDocument({ session, texts }: { session: SessionView; texts: Texts }) {
  return (
    <>
      <Heading>{texts.document.heading}</Heading>
      <p>{texts.document.hint}</p>
      <Notice code={session.problem} texts={texts} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={session.busy}
          onClick={() => session.chooseDocument("passport")}
        >
          {texts.document.passport}
        </button>
        <button
          type="button"
          class="primary"
          disabled={session.busy}
          onClick={() => session.chooseDocument("id_card")}
        >
          {texts.document.idCard}
        </button>
        <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}
