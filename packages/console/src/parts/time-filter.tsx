import { Popover } from "@base-ui/react/popover";
import { type FormEvent, useState } from "react";
import { type TimeSearch, timeRanges } from "../frame/time-search.ts";
import { usePreferences } from "../preferences/preferences.ts";
import { shortTime } from "../texts/times.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import styles from "./filter-bar.module.css";
import { fromLocalInput, toLocalInput } from "./local-time.ts";
import { Segments } from "./segments.tsx";
import { texts } from "./time-texts.ts";

/** Narrows a list in time: to a range that ends now, or to a period of one's own. */
export function TimeFilter({
  value: { range, from, to },
  onChange,
}: {
  value: TimeSearch;
  onChange: (time: TimeSearch) => void;
}) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const [open, setOpen] = useState(false);
  const isOwn = from !== undefined || to !== undefined;
  const shown = (at: string | undefined) => (at === undefined ? t.open : shortTime(at, language, Date.now()));
  const clear = { range: undefined, from: undefined, to: undefined };
  return (
    <>
      <span className={isOwn ? styles.chip : undefined}>
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger className={isOwn ? styles.value : styles.add}>
            {isOwn ? <b>{t.between(shown(from), shown(to))}</b> : t.own}
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Positioner className={styles.positioner} sideOffset={6} align="end">
              <Popover.Popup className={styles.popup} aria-label={t.own}>
                <Period
                  from={from}
                  to={to}
                  onChange={(period) => {
                    onChange({ ...clear, ...period });
                    setOpen(false);
                  }}
                />
              </Popover.Popup>
            </Popover.Positioner>
          </Popover.Portal>
        </Popover.Root>
        {isOwn && (
          <button
            type="button"
            className={styles.remove}
            aria-label={t.remove}
            onClick={() => onChange(clear)}
          >
            ×
          </button>
        )}
      </span>
      <Segments
        label={t.range}
        value={isOwn ? "own" : (range ?? "all")}
        options={[...timeRanges, "all" as const].map((value) => ({ value, text: t.ranges[value] }))}
        onChange={(value) => onChange(value === "all" ? clear : { ...clear, range: value })}
      />
    </>
  );
}

function Period({
  from,
  to,
  onChange,
}: {
  from: string | undefined;
  to: string | undefined;
  onChange: (period: { from: string | undefined; to: string | undefined }) => void;
}) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState({ from: toLocalInput(from ?? null), to: toLocalInput(to ?? null) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ from: fromLocalInput(typed.from) ?? undefined, to: fromLocalInput(typed.to) ?? undefined });
  };
  return (
    <form className={styles.typed} onSubmit={submit}>
      {(["from", "to"] as const).map((end) => (
        <Field key={end} label={t[end]}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={typed[end]}
              onChange={({ target }) => setTyped({ ...typed, [end]: target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="submit" look="primary">
        {t.apply}
      </Button>
    </form>
  );
}
