import { Checkbox } from "../../parts/checkbox.tsx";
import { CodeEditor } from "../../parts/code-editor/code-editor.tsx";
import { Field } from "../../parts/field.tsx";
import { Row } from "../../parts/group.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { CredentialFields } from "./credential-fields.tsx";
import type { Draft } from "./draft.ts";
import { fieldTexts } from "./field-texts.ts";
import styles from "./fields.module.css";
import { modeOf } from "./flags.ts";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

const dialects = ["standard", "able-id", "love-and-pay", "treezor", "rarus"] as const;
const retries = ["standard", "able-id", "treezor", "own"] as const;

/** What the loyalty platform's form doesn't have: folded, as few need it. */
export function NewerFields() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf } = useWebhookForm();
  const mode = modeOf(draft, draft.events);
  const isGate = mode === "gate" || mode === "gate_apply";
  return (
    <details className={styles.more}>
      <summary>
        {t.groups.newer} <span>{t.newerHint}</span>
      </summary>
      <div className={styles.inside}>
        <Row>
          <Choice
            name="dialect"
            hint={t.hints.dialect}
            options={[["", t.usual], ...dialects.map((name) => [name, name] as const)]}
          />
          <Choice name="retry" options={retries.map((name) => [name, t.retry[name]] as const)} />
        </Row>
        {draft.retry === "own" && (
          <Field label={labels.delays} hint={t.hints.delays} error={errorOf("retry")}>
            {(control) => (
              <input
                {...control}
                value={draft.delays}
                onChange={({ target }) => set({ delays: target.value })}
              />
            )}
          </Field>
        )}
        <div className={styles.stack}>
          <span className={styles.label}>{labels.condition}</span>
          <CodeEditor
            label={labels.condition}
            language="cel"
            placeholder="data.total > 1000"
            value={draft.condition}
            onChange={(condition) => set({ condition })}
          />
          {errorOf("condition") && (
            <span className={styles.error} role="alert">
              {errorOf("condition")}
            </span>
          )}
          <span className={styles.hint}>{t.hints.condition}</span>
        </div>
        <Row>
          <Field label={labels.rateLimit} error={errorOf("rateLimit")}>
            {(control) => (
              <input
                {...control}
                type="number"
                min="1"
                max="10000"
                value={draft.rateLimit}
                onChange={({ target }) => set({ rateLimit: target.value })}
              />
            )}
          </Field>
          <Choice
            name="contentType"
            options={[
              ["", t.usual] as const,
              ...["application/json", "text/plain"].map((name) => [name, name] as const),
            ]}
          />
        </Row>
        <Checkbox label={labels.fifo} checked={draft.fifo} onChange={(fifo) => set({ fifo })} />
        {isGate && (
          <>
            <Row>
              <Choice
                name="failurePolicy"
                options={(["fail", "continue"] as const).map((name) => [name, t.failure[name]] as const)}
              />
              <Field label={labels.fallback} hint={t.hints.fallback} error={errorOf("fallback")}>
                {(control) => (
                  <input
                    {...control}
                    type="number"
                    min="0"
                    value={draft.fallbackPrice}
                    onChange={({ target }) => set({ fallbackPrice: target.value })}
                  />
                )}
              </Field>
            </Row>
            <Choice
              name="kycLevel"
              label={labels.require}
              options={[
                ["", t.noGate],
                ["1", "1"],
                ["2", "2"],
                ["3", "3"],
              ]}
            />
          </>
        )}
        <CredentialFields />
      </div>
    </details>
  );
}

/** One of a few words. */
function Choice({
  name,
  label,
  hint,
  options,
}: {
  name: "dialect" | "retry" | "contentType" | "failurePolicy" | "kycLevel";
  label?: string;
  hint?: string;
  options: readonly (readonly [value: string, text: string])[];
}) {
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf } = useWebhookForm();
  return (
    <Field
      label={label ?? labels[name === "kycLevel" ? "require" : name]}
      hint={hint}
      error={
        name === "retry" && draft.retry === "own" ? null : errorOf(name === "kycLevel" ? "require" : name)
      }
    >
      {(control) => (
        <select
          {...control}
          value={draft[name]}
          onChange={({ target }) => set({ [name]: target.value } as Partial<Draft>)}
        >
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
