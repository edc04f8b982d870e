import { isFramed } from "../embedding/embedding.ts";
import type { Texts } from "../texts/texts.ts";
import { Heading } from "./heading.tsx";
import { problemText } from "./notice.tsx";

/** The session can't be shown: a bad link, or no connection. */
export function Trouble({ code, texts, retry }: { code: string; texts: Texts; retry: () => void }) {
  if (code === "session_unknown" || code === "page_token_invalid") {
    return (
      <>
        <Heading>{texts.problems.link.heading}</Heading>
        <p>{texts.problems.link.body}</p>
        {history.length > 1 && !isFramed() && (
          <button type="button" class="primary" onClick={() => history.back()}>
            {texts.problems.link.back}
          </button>
        )}
      </>
    );
  }
  return (
    <>
      <p role="alert">{problemText(code, texts)}</p>
      <button type="button" class="primary" onClick={retry}>
        {texts.problems.again}
      </button>
    </>
  );
}
