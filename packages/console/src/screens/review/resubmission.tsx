import type { CaptureKind, Resubmission, ReviewDetail } from "@countersign/wire";
import { retakeTexts as en } from "@countersign/wire/retake-texts/en";
import { retakeTexts as ru } from "@countersign/wire/retake-texts/ru";
import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Field } from "../../parts/field.tsx";
import { Note } from "../../parts/note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

type Reason = Resubmission["captures"][number]["reason"];

/** Asks the applicant for other pictures, each with the reason that they will read. */
export function Resubmit({
  resubmission,
  onRequest,
}: {
  resubmission: NonNullable<ReviewDetail["resubmission"]>;
  /** Undefined: it can't be asked for now. */
  onRequest: ((request: Resubmission) => void) | undefined;
}) {
  const t = useTexts(texts);
  const told = useTexts({ en, ru });
  const [reasons, setReasons] = useState<Partial<Record<CaptureKind, Reason>>>({});
  const captures = resubmission.captures.flatMap(({ kind }) => {
    const reason = reasons[kind];
    return reason === undefined ? [] : [{ kind, reason }];
  });
  const may = onRequest !== undefined && captures.length > 0;
  if (resubmission.left === 0) return <Note>{t.sentBackEnough}</Note>;
  return (
    <Card title={t.resubmission}>
      {resubmission.captures.map(({ kind, reasons: possible }) => (
        <Field key={kind} label={t.picture[kind] ?? kind}>
          {(control) => (
            <select
              {...control}
              value={reasons[kind] ?? ""}
              onChange={({ target }) => {
                const reason = possible.find((one) => one === target.value);
                setReasons(({ [kind]: _, ...others }) =>
                  reason === undefined ? others : { ...others, [kind]: reason },
                );
              }}
            >
              <option value="">{t.fine}</option>
              {possible.map((reason) => (
                <option key={reason} value={reason}>
                  {told[reason].reason}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      {captures.length > 0 && (
        <Note>
          {t.willRead}{" "}
          {captures.map(({ reason }) => `${told[reason].reason} ${told[reason].advice}`).join(" ")}
        </Note>
      )}
      <Button aria-disabled={!may} onClick={() => may && onRequest({ captures })}>
        {t.askAgain}
      </Button>
    </Card>
  );
}
