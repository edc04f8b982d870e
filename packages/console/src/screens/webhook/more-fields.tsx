import { Button } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/checkbox.tsx";
import { Field } from "../../parts/field.tsx";
import { Group, Row } from "../../parts/group.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { fieldTexts } from "./field-texts.ts";
import styles from "./fields.module.css";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

/** Credentials of HTTP and custom headers. They are written and never shown. */
export function MoreFields() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf, view } = useWebhookForm();
  const isSet = view?.hasBasicAuth === true;
  const hint = isSet && !draft.removeBasic ? t.hints.set : undefined;
  return (
    <Group legend={t.groups.more}>
      <Row>
        <Field label={labels.basicUser} hint={hint} error={errorOf("basicAuth")}>
          {(control) => (
            <input
              {...control}
              value={draft.basicUser}
              autoComplete="off"
              placeholder={hint}
              onChange={({ target }) => set({ basicUser: target.value, removeBasic: false })}
            />
          )}
        </Field>
        <Field label={labels.basicPassword} hint={hint}>
          {(control) => (
            <input
              {...control}
              type="password"
              value={draft.basicPassword}
              autoComplete="new-password"
              placeholder={hint}
              onChange={({ target }) => set({ basicPassword: target.value, removeBasic: false })}
            />
          )}
        </Field>
      </Row>
      {isSet && (
        <Checkbox
          label={`${t.remove}: ${labels.basicAuth}`}
          checked={draft.removeBasic}
          onChange={(removeBasic) => set({ removeBasic, basicUser: "", basicPassword: "" })}
        />
      )}
      <Headers />
    </Group>
  );
}

function Headers() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf, view } = useWebhookForm();
  const names = view?.headerNames ?? [];
  const rows = draft.headers ?? [];
  const put = (at: number, change: { name?: string; value?: string }) =>
    set({ headers: rows.map((row, index) => (index === at ? { ...row, ...change } : row)) });
  return (
    <div className={styles.stack}>
      <span className={styles.label}>{labels.headers}</span>
      {draft.headers === null && names.length > 0 && (
        <>
          <span className={styles.hint}>{t.hints.headersSet(names.join(", "))}</span>
          <div>
            <Button onClick={() => set({ headers: names.map((name) => ({ name, value: "" })) })}>
              {t.replaceHeaders}
            </Button>
          </div>
        </>
      )}
      {rows.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity, and rows keep their order
        <div key={at} className={styles.header}>
          <Field label={labels.headerName}>
            {(control) => (
              <input
                {...control}
                value={name}
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => put(at, { name: target.value })}
              />
            )}
          </Field>
          <Field label={labels.headerValue}>
            {(control) => (
              <input
                {...control}
                value={value}
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => put(at, { value: target.value })}
              />
            )}
          </Field>
          <Button
            aria-label={`${t.removeHeader} ${name}`}
            onClick={() => set({ headers: rows.filter((_, index) => index !== at) })}
          >
            ×
          </Button>
        </div>
      ))}
      {errorOf("headers") && (
        <span className={styles.error} role="alert">
          {errorOf("headers")}
        </span>
      )}
      {(draft.headers !== null || names.length === 0) && rows.length < 20 && (
        <div>
          <Button onClick={() => set({ headers: [...rows, { name: "", value: "" }] })}>{t.addHeader}</Button>{" "}
          {draft.headers !== null && names.length > 0 && (
            <Button look="plain" onClick={() => set({ headers: null })}>
              {t.keepHeaders}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
