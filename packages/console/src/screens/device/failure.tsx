import { ApiError } from "../../api/problem.ts";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Why a code could not be confirmed. */
export function Failure({ error }: { error: Error }) {
  const t = useTexts(texts);
  const code = error instanceof ApiError ? error.code : null;
  if (code === "not_found")
    return (
      <Note look="warn" live>
        {t.gone}
      </Note>
    );
  return <ProblemNote error={error} />;
}
