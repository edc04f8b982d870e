import { Popover } from "@base-ui/react/popover";
import { type FormEvent, useState } from "react";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import styles from "./filter-bar.module.css";
import type { FilterField } from "./filter-field.ts";
import { texts } from "./filter-texts.ts";

/** One filter: `Status: failed, retrying ×`. A click opens what it can be set to. */
export function FilterChip({
  field,
  open,
  onOpenChange,
  onChange,
}: {
  field: FilterField;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChange: (values: string[] | undefined) => void;
}) {
  const t = useTexts(texts);
  const { label, values = [], options } = field;
  const shown = values.map((value) => options?.find((each) => each.value === value)?.text ?? value);
  return (
    <span className={styles.chip}>
      <Popover.Root open={open} onOpenChange={onOpenChange}>
        <Popover.Trigger className={styles.value}>
          {label}: <b>{shown.join(", ") || t.any}</b>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className={styles.positioner} sideOffset={6} align="start">
            <Popover.Popup className={styles.popup} aria-label={label}>
              {options ? (
                <Choices label={label} options={options} values={values} onChange={onChange} />
              ) : (
                <Typed
                  label={label}
                  values={values}
                  onChange={(next) => {
                    onChange(next);
                    onOpenChange(false);
                  }}
                />
              )}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <button
        type="button"
        className={styles.remove}
        aria-label={t.remove(label)}
        onClick={() => {
          onOpenChange(false);
          onChange(undefined);
        }}
      >
        ×
      </button>
    </span>
  );
}

function Choices({
  label,
  options,
  values,
  onChange,
}: {
  label: string;
  options: readonly { value: string; text: string }[];
  values: readonly string[];
  onChange: (values: string[] | undefined) => void;
}) {
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {options.map(({ value, text }) => (
        <label key={value} className={styles.item}>
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={({ target }) => {
              const next = target.checked ? [...values, value] : values.filter((each) => each !== value);
              onChange(next.length === 0 ? undefined : next);
            }}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

function Typed({
  label,
  values,
  onChange,
}: {
  label: string;
  values: readonly string[];
  onChange: (values: string[] | undefined) => void;
}) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState(values.join(", "));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = typed.split(/[,\s]+/).filter((each) => each !== "");
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <form className={styles.typed} onSubmit={submit}>
      <Field label={label} hint={t.valueHint}>
        {(control) => (
          <input
            {...control}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary">
        {t.apply}
      </Button>
    </form>
  );
}
