import { useEffect, useRef } from "preact/hooks";
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
  useEffect(() => {
    const shown = dialog.current;
    return () => shown?.close();
  }, []);
  return (
    <>
      <button type="button" class="quiet" disabled={session.busy} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog}>
        <p>{texts.capture.cancelQuestion}</p>
        <div class="actions">
          <button type="button" class="danger" onClick={() => session.abort()}>
            {texts.capture.cancelYes}
          </button>
          {session.state?.desk && (
            <button type="button" class="danger" onClick={() => session.abort("document_expired")}>
              {texts.call.documentExpired}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {texts.capture.cancelNo}
          </button>
        </div>
      </dialog>
    </>
  );
}
