import { useEffect, useId, useRef } from "preact/hooks";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";

/** Cancels the session after a confirmation: a cancelled session can't be resumed. */
export function CancelButton({
  label,
  session,
  texts,
}: {
  label: string;
  session: SessionView;
  texts: Texts;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const keepGoing = useRef<HTMLButtonElement>(null);
  const question = useId();
  useEffect(() => {
    const shown = dialog.current;
    return () => shown?.close();
  }, []);
  const ask = () => {
    dialog.current?.showModal();
    // What a key pressed by mistake does must not cancel.
    keepGoing.current?.focus();
  };
  return (
    <>
      <button type="button" class="quiet" disabled={session.busy} onClick={ask}>
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={question}>
        <p id={question}>{texts.capture.cancelQuestion}</p>
        <div class="actions">
          <button type="button" class="primary" ref={keepGoing} onClick={() => dialog.current?.close()}>
            {texts.capture.cancelNo}
          </button>
          <button type="button" class="danger" onClick={() => session.abort()}>
            {texts.capture.cancelYes}
          </button>
          {session.state?.desk && (
            <button type="button" class="danger" onClick={() => session.abort("document_expired")}>
              {texts.call.documentExpired}
            </button>
          )}
        </div>
      </dialog>
    </>
  );
}
