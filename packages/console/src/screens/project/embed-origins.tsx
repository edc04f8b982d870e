import { useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { Field } from "../../parts/field.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./applicant-page-texts.ts";

interface EmbedOriginsProps {
  origins: readonly string[];
  set: (origins: string[]) => void;
  error: Error | null;
}

/** The origins that may show applicants' pages in a frame, each in a line of its own. */
export function EmbedOrigins({ origins, set, error }: EmbedOriginsProps) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={t.fields.embedOrigins} hint={t.hints.embedOrigins} error={problemOf(error, origins)}>
      {(control) => (
        <textarea
          {...control}
          rows={Math.max(2, origins.length)}
          value={typed ?? origins.join("\n")}
          onChange={({ target }) => {
            setTyped(target.value);
            set(linesOf(target.value));
          }}
          onBlur={() => setTyped(null)}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

/** The first problem with them, with the origin that has it. */
function problemOf(error: Error | null, origins: readonly string[]): string | null {
  if (!(error instanceof ApiError)) return null;
  const field = "applicantPage.embedOrigins";
  const own = error.fieldProblem(field);
  if (own !== null) return own;
  for (const [index, origin] of origins.entries()) {
    const problem = error.fieldProblem(`${field}.${index}`);
    if (problem !== null) return `${origin} ${problem}`;
  }
  return null;
}
