import { Combobox } from "@base-ui/react/combobox";
import { useId } from "react";
import { usePreferences } from "../../preferences/preferences.ts";
import { useEventPatterns } from "../../project/use-event-patterns.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./events-field.module.css";
import { fieldTexts } from "./field-texts.ts";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

/** The events as chips: types of the catalog, families of them, the project's own, or all. */
export function EventsField() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { language } = usePreferences();
  const id = useId();
  const { projectId, draft, set, errorOf } = useWebhookForm();
  const patterns = useEventPatterns(projectId);
  const titles = new Map(patterns.map(({ pattern, title }) => [pattern, title?.[language] ?? ""]));
  const error = errorOf("events");
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{labels.events}</label>
      <Combobox.Root
        items={patterns.map(({ pattern }) => pattern)}
        multiple
        value={draft.events}
        onValueChange={(events: string[]) => set({ events })}
      >
        <Combobox.Chips className={styles.chips}>
          <Combobox.Value>
            {(events: string[]) => (
              <>
                {events.map((type) => (
                  <Combobox.Chip key={type} className={styles.chip} aria-label={type}>
                    <code>{type}</code>
                    <Combobox.ChipRemove className={styles.remove} aria-label={t.events.remove(type)}>
                      ×
                    </Combobox.ChipRemove>
                  </Combobox.Chip>
                ))}
                <Combobox.Input
                  id={id}
                  className={styles.input}
                  placeholder={t.events.add}
                  {...(error && { "aria-invalid": true, "aria-describedby": `${id}-error` })}
                />
              </>
            )}
          </Combobox.Value>
        </Combobox.Chips>
        <Combobox.Portal>
          <Combobox.Positioner className={styles.positioner} sideOffset={4} align="start">
            <Combobox.Popup className={styles.popup}>
              <Combobox.Empty>
                <div className={styles.empty}>{t.events.none}</div>
              </Combobox.Empty>
              <Combobox.List>
                {(pattern: string) => (
                  <Combobox.Item key={pattern} value={pattern} className={styles.item}>
                    <Combobox.ItemIndicator className={styles.tick}>✓</Combobox.ItemIndicator>
                    <code>{pattern}</code>
                    <span>{titles.get(pattern)}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {error && (
        <span id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
