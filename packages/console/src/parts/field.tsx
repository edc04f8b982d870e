import { type ReactNode, useId } from "react";
import styles from "./field.module.css";

/** What the control of a field must have. */
export interface FieldControl {
  id: string;
  className: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

/** A label, its control, a hint, and what is wrong with it. */
export function Field({
  label,
  hint,
  error = null,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: styles.control ?? "",
        ...(described !== "" && { "aria-describedby": described }),
        ...(error && { "aria-invalid": true }),
      })}
      {error && (
        <span id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </span>
      )}
      {hint && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}
