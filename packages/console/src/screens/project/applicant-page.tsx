import type { ApplicantPage as PageSettings, ProjectView } from "@countersign/wire";
import { useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Checkbox } from "../../parts/checkbox.tsx";
import { Field } from "../../parts/field.tsx";
import { Row } from "../../parts/group.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Editable } from "../../people/editable.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./applicant-page-texts.ts";
import { EmbedOrigins } from "./embed-origins.tsx";
import { LogoField } from "./logo-field.tsx";
import { useProjectChange } from "./use-project-change.ts";

const orders = ["document_first", "selfie_first"] as const;
const documentTypes = ["passport", "id_card"] as const;
const textFields = [
  ["displayName", "accentColour"],
  ["privacyUrl", "supportUrl"],
] as const;

/** How the project's applicant's page looks, and what it asks for. */
export function ApplicantPage({ project }: { project: ProjectView }) {
  const t = useTexts(texts);
  const allowed = useMay(project.id)("projects.change");
  const [changed, setChanged] = useState<Partial<PageSettings>>({});
  const change = useProjectChange<{ applicantPage: Partial<PageSettings> }>(project);
  const page: PageSettings = { ...project.applicantPage, ...changed };
  const set = (some: Partial<PageSettings>) => setChanged((before) => ({ ...before, ...some }));
  const errorOf = (field: string) =>
    change.error instanceof ApiError ? change.error.fieldProblem(`applicantPage.${field}`) : null;
  const accept = (documentType: (typeof documentTypes)[number], on: boolean) =>
    set({
      documents: documentTypes.filter((one) => (one === documentType ? on : page.documents.includes(one))),
    });
  return (
    <Card
      title={t.title}
      aside={
        allowed && (
          <Button
            look="primary"
            onClick={() => change.mutate({ applicantPage: changed }, { onSuccess: () => setChanged({}) })}
            disabled={Object.keys(changed).length === 0 || change.isPending}
          >
            {t.save}
          </Button>
        )
      }
    >
      {change.error && <ProblemNote error={change.error} />}
      <Editable allowed={allowed}>
        {textFields.map((fields) => (
          <Row key={fields[0]}>
            {fields.map((field) => (
              <Field
                key={field}
                label={t.fields[field]}
                error={errorOf(field)}
                hint={field === "accentColour" || field === "supportUrl" ? t.hints[field] : undefined}
              >
                {(control) => (
                  <input
                    {...control}
                    value={page[field] ?? ""}
                    onChange={({ target }) => set({ [field]: target.value === "" ? null : target.value })}
                  />
                )}
              </Field>
            ))}
          </Row>
        ))}
        <Row>
          <Field
            label={t.fields.picturesKeptDays}
            hint={t.hints.picturesKeptDays}
            error={errorOf("picturesKeptDays")}
          >
            {(control) => (
              <input
                {...control}
                type="number"
                min="1"
                max="3650"
                value={page.picturesKeptDays ?? ""}
                onChange={({ target }) =>
                  set({ picturesKeptDays: target.value === "" ? null : target.valueAsNumber })
                }
              />
            )}
          </Field>
          <Field label={t.fields.captureOrder}>
            {(control) => (
              <select
                {...control}
                value={page.captureOrder}
                onChange={({ target }) => {
                  const order = orders.find((each) => each === target.value);
                  if (order) set({ captureOrder: order });
                }}
              >
                {orders.map((each) => (
                  <option key={each} value={each}>
                    {t.orders[each]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </Row>
        <Row>
          <Field label={t.fields.retries} hint={t.hints.retries} error={errorOf("retries")}>
            {(control) => (
              <input
                {...control}
                type="number"
                min="0"
                max="5"
                value={page.retries}
                onChange={({ target }) => set({ retries: target.value === "" ? 0 : target.valueAsNumber })}
              />
            )}
          </Field>
        </Row>
        <EmbedOrigins
          origins={page.embedOrigins}
          set={(embedOrigins) => set({ embedOrigins })}
          error={change.error}
        />
        {documentTypes.map((documentType) => (
          <Checkbox
            key={documentType}
            label={t.documents[documentType]}
            checked={page.documents.includes(documentType)}
            onChange={(on) => accept(documentType, on)}
          />
        ))}
        <Checkbox
          label={t.fields.videoCalls}
          checked={page.videoCalls}
          onChange={(on) => set({ videoCalls: on })}
        />
        <Checkbox
          label={t.fields.allowFiles}
          checked={page.allowFiles}
          onChange={(on) => set({ allowFiles: on })}
        />
        <LogoField project={project} />
      </Editable>
    </Card>
  );
}
