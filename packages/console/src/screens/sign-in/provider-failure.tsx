import { asApiError } from "../../api/problem.ts";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Why signing in with the OpenID Connect provider failed. */
export function ProviderFailure({ error }: { error: unknown }) {
  const t = useTexts(texts);
  const said = new Map<string, string>([
    ["sign_in_refused", t.providerFailed],
    ["provider_unavailable", t.providerUnavailable],
    ["forbidden", t.noRole],
  ]).get(asApiError(error).code);
  if (said === undefined) return <ProblemNote error={error} />;
  return (
    <Note look="warn" live>
      {said}
    </Note>
  );
}
