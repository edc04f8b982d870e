import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Modal } from "../parts/modal.tsx";
import { useChooseProject, useProjects } from "../project/use-project.ts";
import { useTexts } from "../texts/use-texts.ts";
import { idTarget } from "./id-target.ts";
import styles from "./palette.module.css";
import { texts } from "./texts.ts";
import { useSections } from "./use-sections.ts";

interface Target {
  label: string;
  go: () => void;
}

/** ⌘K: a section, a project, or what an id names, by typing a part of it. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTexts(texts);
  return (
    <Modal open={open} onOpenChange={onOpenChange} title={t.paletteTitle}>
      {open && <Choice onDone={() => onOpenChange(false)} />}
    </Modal>
  );
}

function Choice({ onDone }: { onDone: () => void }) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const targets = useTargets(typed.trim());
  const chosen = targets[Math.min(at, targets.length - 1)];
  const go = (target: Target | undefined) => {
    if (target === undefined) return;
    onDone();
    target.go();
  };
  return (
    <div className={styles.palette}>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-targets"
        aria-activedescendant={chosen && `palette-${targets.indexOf(chosen)}`}
        aria-label={t.palette}
        placeholder={t.palette}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(chosen);
          else if (event.key === "ArrowDown") setAt(Math.min(at + 1, targets.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else return;
          event.preventDefault();
        }}
      />
      <div className={styles.targets} id="palette-targets" role="listbox" aria-label={t.paletteTitle}>
        {targets.map((target, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the input has focus and keys
          <div
            key={target.label}
            id={`palette-${index}`}
            role="option"
            aria-selected={target === chosen}
            className={styles.target}
            onClick={() => go(target)}
          >
            {target.label}
          </div>
        ))}
      </div>
      {targets.length === 0 && <p className={styles.none}>{t.paletteEmpty}</p>}
    </div>
  );
}

/** What matches the text: an id's page first, then sections, then projects. */
function useTargets(typed: string): Target[] {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const choose = useChooseProject();
  const { data } = useProjects();
  const named = idTarget(typed);
  const targets: Target[] = [
    ...useSections().map(({ id, path }) => ({ label: t.section[id], go: () => void navigate({ to: path }) })),
    ...(data?.data ?? []).map(({ id, name }) => ({ label: t.switchTo(name), go: () => choose(id) })),
  ];
  const wanted = typed.toLowerCase();
  const found = targets.filter(({ label }) => label.toLowerCase().includes(wanted));
  if (named === null) return found;
  return [{ label: t.openId(typed), go: () => void navigate({ href: named }) }, ...found];
}
