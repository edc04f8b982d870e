import { Checkbox } from "../../parts/checkbox.tsx";
import { Field } from "../../parts/field.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { fieldTexts } from "./field-texts.ts";
import styles from "./fields.module.css";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

/** A bearer token and a client certificate. They are written and never shown. */
export function CredentialFields() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf, view } = useWebhookForm();
  const certificate = view?.clientCertificate ?? null;
  const bearerHint = view?.hasBearer && !draft.removeBearer ? t.hints.set : undefined;
  return (
    <>
      <Field label={labels.bearer} hint={bearerHint} error={errorOf("bearer")}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="new-password"
            placeholder={bearerHint}
            value={draft.bearer}
            onChange={({ target }) => set({ bearer: target.value, removeBearer: false })}
          />
        )}
      </Field>
      {view?.hasBearer && (
        <Checkbox
          label={`${t.remove}: ${labels.bearer}`}
          checked={draft.removeBearer}
          onChange={(removeBearer) => set({ removeBearer, bearer: "" })}
        />
      )}
      <span className={styles.label}>{labels.clientCertificate}</span>
      {certificate && (
        <Checkbox
          label={`${t.remove}: ${labels.clientCertificate}`}
          hint={t.hints.certificate(certificate.subject, certificate.validTo.slice(0, 10))}
          checked={draft.removeCertificate}
          onChange={(removeCertificate) => set({ removeCertificate, certificate: "", certificateKey: "" })}
        />
      )}
      {(["certificate", "certificateKey"] as const).map((name) => (
        <Field
          key={name}
          label={labels[name]}
          error={name === "certificate" ? errorOf("clientCertificate") : null}
        >
          {(control) => (
            <textarea
              {...control}
              className={`${control.className} ${styles.area}`}
              value={draft[name]}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => set({ [name]: target.value, removeCertificate: false })}
            />
          )}
        </Field>
      ))}
    </>
  );
}
