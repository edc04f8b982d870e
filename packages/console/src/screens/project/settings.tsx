import type { ProjectSettings, ProjectView } from "@countersign/wire";
import { useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Checkbox } from "../../parts/checkbox.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Field } from "../../parts/field.tsx";
import { Row } from "../../parts/group.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Editable } from "../../people/editable.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";
import { useProjectChange } from "./use-project-change.ts";

const languages = ["ru", "en", "uz", "oz"] as const;

/** Name, language, approvals, and how long what is kept. */
export function Settings({ project }: { project: ProjectView }) {
  const t = useTexts(texts);
  const allowed = useMay(project.id)("projects.change");
  const [changed, setChanged] = useState<ProjectSettings>({});
  const change = useProjectChange<ProjectSettings>(project);
  const {
    name,
    language,
    twoPersonApproval,
    hideScores,
    requireSignedRequests,
    developersManageWebhooks,
    payloadDays,
    logDays,
  } = {
    ...project,
    ...changed,
  };
  const set = (some: ProjectSettings) => setChanged((before) => ({ ...before, ...some }));
  const errorOf = (field: string) =>
    change.error instanceof ApiError ? change.error.fieldProblem(field) : null;
  return (
    <Card
      title={t.settings}
      aside={
        allowed && (
          <Button
            look="primary"
            onClick={() => change.mutate(changed, { onSuccess: () => setChanged({}) })}
            disabled={Object.keys(changed).length === 0 || change.isPending}
          >
            {t.save}
          </Button>
        )
      }
    >
      {change.error && <ProblemNote error={change.error} />}
      <Facts
        facts={[
          [t.id, <code key="id">{project.id}</code>],
          [t.fields.mode, t.modes[project.mode]],
        ]}
      />
      <Editable allowed={allowed}>
        <Row>
          <Field label={t.fields.name} error={errorOf("name")}>
            {(control) => (
              <input {...control} value={name} onChange={({ target }) => set({ name: target.value })} />
            )}
          </Field>
          <Field label={t.fields.language}>
            {(control) => (
              <select
                {...control}
                value={language}
                onChange={({ target }) => set({ language: languages.find((each) => each === target.value) })}
              >
                {languages.map((each) => (
                  <option key={each} value={each}>
                    {t.languages[each]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </Row>
        <Row>
          {[["payloadDays", payloadDays] as const, ["logDays", logDays] as const].map(([field, days]) => (
            <Field key={field} label={t.fields[field]} error={errorOf(field)}>
              {(control) => (
                <input
                  {...control}
                  type="number"
                  min="7"
                  max="3650"
                  value={days}
                  onChange={({ target }) => set({ [field]: target.valueAsNumber })}
                />
              )}
            </Field>
          ))}
        </Row>
        <Checkbox
          label={t.fields.twoPersonApproval}
          checked={twoPersonApproval === true}
          onChange={(on) => set({ twoPersonApproval: on })}
        />
        <Checkbox
          label={t.fields.hideScores}
          checked={hideScores === true}
          onChange={(on) => set({ hideScores: on })}
        />
        <Checkbox
          label={t.fields.requireSignedRequests}
          checked={requireSignedRequests === true}
          onChange={(on) => set({ requireSignedRequests: on })}
        />
        <Checkbox
          label={t.fields.developersManageWebhooks}
          hint={t.developersHint}
          checked={developersManageWebhooks === true}
          onChange={(on) => set({ developersManageWebhooks: on })}
        />
      </Editable>
    </Card>
  );
}
