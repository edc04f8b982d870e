import { CodeEditor } from "../../parts/code-editor/code-editor.tsx";
import { Group } from "../../parts/group.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { fieldTexts } from "./field-texts.ts";
import styles from "./fields.module.css";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

const example = '{ "buyer": {{ data.session.metadata.userId | json }}, "status": {{ event | json }} }';

/** The template of the body. */
export function BodyFields() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf } = useWebhookForm();
  return (
    <Group legend={`${labels.body} (Liquid)`}>
      <CodeEditor
        label={labels.body}
        language="liquid"
        placeholder={example}
        value={draft.body}
        onChange={(body) => set({ body })}
      />
      {errorOf("body") && (
        <span className={styles.error} role="alert">
          {errorOf("body")}
        </span>
      )}
      <span className={styles.hint}>{t.hints.body}</span>
    </Group>
  );
}
