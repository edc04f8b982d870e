import type { ApplicantState } from "@countersign/wire/browser";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { Capture } from "./capture.tsx";

/** Asks for the pictures that the session needs, one after the other. */
export function Pictures({
  session,
  state,
  texts,
}: {
  session: SessionView;
  state: ApplicantState;
  texts: Texts;
}) {
  const { captures } = state;
  const next = captures.findIndex(({ taken }) => !taken);
  const wanted = captures[next];
  if (wanted === undefined) return null;
  const last = captures.filter(({ taken }) => !taken).length === 1;
  return (
    <Capture
      key={wanted.kind}
      session={session}
      kind={wanted.kind}
      place={{ n: next + 1, of: captures.length }}
      choosesOutcome={last && state.mode === "test"}
      texts={texts}
    />
  );
}
