import type { ReviewDetail } from "@countersign/wire";
import { ApiError } from "../../../api/problem.ts";
import { useKeys } from "../../../keys/keys.ts";
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Field } from "../../../parts/field.tsx";
import { Row } from "../../../parts/group.tsx";
import { useTexts } from "../../../texts/use-texts.ts";
import { texts } from "./texts.ts";
import type { IdentityField, useFindings } from "./use-findings.ts";

const rows = [
  ["lastName", "firstName"],
  ["birthDate", "birthPlace"],
  ["gender", "nationality"],
  ["documentType", "documentNumber"],
] as const satisfies readonly (readonly IdentityField[])[];
const choices = {
  gender: ["M", "F", "OTHER"],
  documentType: ["passport", "id_card"],
} as const satisfies Partial<Record<IdentityField, readonly string[]>>;

/** In which methods a person's data are verified by the reviewer. */
export function hasFindings({ method }: ReviewDetail): boolean {
  return method === "document" || method === "qes" || method === "video_conference";
}

/** The person as the reviewer has verified them, and notes: saved by themselves, and before a decision. */
export function FindingsCard({
  form,
  error,
  onSave,
}: {
  form: ReturnType<typeof useFindings>;
  /** Of the last saving. */
  error: unknown;
  /** Undefined: nothing can be saved now. */
  onSave: (() => void) | undefined;
}) {
  const t = useTexts(texts);
  const { findings, setField, setNotes, changed } = form;
  const disabled = onSave === undefined;
  const save = () => changed && onSave?.();
  useKeys([{ keys: "s", label: t.save, run: save }]);
  const problemOf = (field: string) => (error instanceof ApiError ? error.fieldProblem(field) : null);
  return (
    <Card
      title={t.title}
      aside={
        <Button keys="s" aria-disabled={disabled || !changed} onClick={save}>
          {t.save}
        </Button>
      }
    >
      {rows.map((fields) => (
        <Row key={fields[0]}>
          {fields.map((field) => (
            <Field key={field} label={t.fields[field]} error={problemOf(`identity.${field}`)}>
              {(control) =>
                field === "gender" || field === "documentType" ? (
                  <select
                    {...control}
                    disabled={disabled}
                    value={findings.identity[field] ?? ""}
                    onChange={({ target }) => setField(field, target.value)}
                  >
                    <option value="">{t.unknown}</option>
                    {choices[field].map((choice) => (
                      <option key={choice} value={choice}>
                        {t.choices[choice]}
                      </option>
                    ))}
                  </select>
                ) : (
                  <input
                    {...control}
                    disabled={disabled}
                    type={field === "birthDate" ? "date" : "text"}
                    autoComplete="off"
                    value={findings.identity[field] ?? ""}
                    onChange={({ target }) => setField(field, target.value)}
                  />
                )
              }
            </Field>
          ))}
        </Row>
      ))}
      <Field label={t.notes} hint={t.notesHint} error={problemOf("notes")}>
        {(control) => (
          <textarea
            {...control}
            disabled={disabled}
            rows={3}
            maxLength={4000}
            value={findings.notes}
            onChange={({ target }) => setNotes(target.value)}
          />
        )}
      </Field>
    </Card>
  );
}
