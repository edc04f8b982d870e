import { type ReactNode, useId } from "react";
import styles from "./checkbox.module.css";

/**
 * A box with its label and a hint. A disabled one keeps the focus, so that its hint can say why;
 * it doesn't change.
 */
export function Checkbox({
  label,
  hint,
  checked,
  disabled = false,
  invalid = false,
  onChange,
}: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  invalid?: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.box} data-disabled={disabled} data-invalid={invalid}>
      <input
        type="checkbox"
        id={id}
        checked={checked}
        aria-disabled={disabled}
        {...(invalid && { "aria-invalid": true })}
        {...(hint !== undefined && { "aria-describedby": `${id}-hint` })}
        onChange={({ target }) => {
          if (!disabled) onChange(target.checked);
        }}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}
