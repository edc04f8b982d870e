import { Menu } from "@base-ui/react/menu";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Kbd } from "../keys/kbd.tsx";
import { useKeys } from "../keys/keys.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./filter-bar.module.css";
import { FilterChip } from "./filter-chip.tsx";
import type { FilterField } from "./filter-field.ts";
import { texts } from "./filter-texts.ts";

/** Search box, a chip for each filter that is set, and `+ filter` for the others. */
export function FilterBar({
  placeholder,
  fields,
  onSearch,
  onChange,
  children,
}: {
  /** What the search box takes. */
  placeholder: string;
  fields: readonly FilterField[];
  onSearch: (text: string) => void;
  onChange: (field: string, values: string[] | undefined) => void;
  /** What follows the filters, such as a range of time. */
  children?: ReactNode;
}) {
  const t = useTexts(texts);
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  /** The filter that is being set. */
  const [open, setOpen] = useState<string | null>(null);
  useKeys([{ keys: "/", label: t.search, run: () => box.current?.focus() }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") onSearch(typed.trim());
    setTyped("");
  };
  const isShown = ({ id, values }: FilterField) => values !== undefined || id === open;
  const others = fields.filter((field) => !isShown(field));
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is unknown to the types of React yet
    <div className={styles.bar} role="search">
      <form className={styles.search} onSubmit={submit}>
        <input
          ref={box}
          type="search"
          aria-label={placeholder}
          placeholder={placeholder}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={({ key }) => key === "Escape" && box.current?.blur()}
        />
        <Kbd keys="/" />
      </form>
      {fields.filter(isShown).map((field) => (
        <FilterChip
          key={field.id}
          field={field}
          open={field.id === open}
          onOpenChange={(shown) => setOpen(shown ? field.id : null)}
          onChange={(values) => onChange(field.id, values)}
        />
      ))}
      {others.length > 0 && (
        <Menu.Root modal={false}>
          <Menu.Trigger className={styles.add}>{t.add}</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className={styles.positioner} sideOffset={4} align="start">
              <Menu.Popup className={styles.popup} finalFocus={false}>
                {others.map(({ id, label }) => (
                  <Menu.Item key={id} className={styles.item} onClick={() => setOpen(id)}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
      {children && <div className={styles.rest}>{children}</div>}
    </div>
  );
}
