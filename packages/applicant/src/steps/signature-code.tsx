import type { ApplicantSigning } from "@countersign/wire/browser";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SigningTexts } from "../texts/signing/signing-texts.ts";
import type { SessionView } from "../use-session.ts";
import { Heading } from "./heading.tsx";

interface SignatureCodeProps {
  session: SessionView;
  code: NonNullable<ApplicantSigning["code"]>;
  serverTime: string;
  words: SigningTexts;
  notice: ComponentChildren;
}

/** The one-time code with which the applicant signs. */
export function SignatureCode({ session, code, serverTime, words, notice }: SignatureCodeProps) {
  const [typed, setTyped] = useState("");
  const wait = useSecondsUntil(code.againAt, serverTime);
  const { sentTo, shown } = code;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        session.sign(typed);
      }}
    >
      <Heading>{words.codeHeading}</Heading>
      {sentTo !== null && <p>{words.sentTo(sentTo)}</p>}
      {shown !== null && <p>{words.shown(shown)}</p>}
      {notice}
      <label class="field">
        {words.code}
        <input
          class="one-time-code"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          aria-describedby="code-hint"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ""))}
        />
      </label>
      <p class="hint" id="code-hint">
        {words.codeHint}
      </p>
      <div class="actions">
        <button type="submit" class="primary" disabled={session.busy || typed.length !== 6}>
          {session.busy ? words.signing : words.sign}
        </button>
        {code.againAt !== null && (
          <button type="button" class="quiet" disabled={session.busy || wait > 0} onClick={session.sendCode}>
            {wait > 0 ? words.againIn(wait) : words.again}
          </button>
        )}
      </div>
    </form>
  );
}

/** Whole seconds until an instant of the server's clock; 0 once it is past, and where there is none. */
function useSecondsUntil(at: string | null, serverTime: string): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (at === null) return setLeft(0);
    const end = Date.now() + Date.parse(at) - Date.parse(serverTime);
    const count = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [at, serverTime]);
  return left;
}
