import { useState } from "react";
import { Field } from "../../parts/field.tsx";
import { useMay } from "../../people/use-may.ts";
import { useEventPatterns } from "../../project/use-event-patterns.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { DryRunCard } from "./dry-run-card.tsx";
import styles from "./form.module.css";
import { useWebhookForm } from "./form-context.ts";
import { holds } from "./neighbours.ts";
import { PreviewCard } from "./preview-card.tsx";
import { SecretCard } from "./secret-card.tsx";
import { TestCard } from "./test-card.tsx";
import { texts } from "./texts.ts";

/** Next to the form: what would be sent for an event, the last test, the secret. */
export function Side() {
  const t = useTexts(texts);
  const { projectId, draft } = useWebhookForm();
  const tries = useMay(projectId)("webhooks.change");
  const [chosen, setChosen] = useState<string | null>(null);
  const types = useEventPatterns(projectId)
    .filter(({ pattern, title }) => title !== null && draft.events.some((each) => holds(each, pattern)))
    .map(({ pattern }) => pattern);
  const type = types.find((each) => each === chosen) ?? types[0] ?? null;
  return (
    <div className={styles.side}>
      {tries && types.length > 1 && (
        <Field label={t.testType}>
          {(control) => (
            <select {...control} value={type ?? ""} onChange={({ target }) => setChosen(target.value)}>
              {types.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {tries && <PreviewCard type={type} />}
      {tries && <TestCard type={type} />}
      {tries && type?.startsWith("before_") && draft.awaitAnswer && <DryRunCard event={type} />}
      <SecretCard />
    </div>
  );
}
