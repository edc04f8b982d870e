import { useEffect, useRef } from "react";
import { preferences } from "../preferences/preferences.ts";
import { typedKeys } from "./typed-keys.ts";

/** One command of the keyboard. */
export interface KeyCommand {
  /** What is typed: `j`, `?`, `g d` (one after the other), `mod+s` (⌘ or Ctrl). */
  keys: string;
  /** What it does, for the list of keys; left out, it is not listed. */
  label?: string;
  run: () => void;
}

/** Layers of commands, the one that came last first: a drawer's come before its list's. */
const layers: Array<{ current: readonly KeyCommand[] }> = [];
const { next: nextStroke } = typedKeys();

/**
 * Offers commands while a component is shown. They are off while somebody types or a dialog is
 * open, and, but for those with `mod`, where single keys are switched off.
 */
export function useKeys(commands: readonly KeyCommand[]): void {
  const layer = useRef(commands);
  useEffect(() => {
    layer.current = commands;
  });
  useEffect(() => {
    layers.unshift(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, []);
}

/** All that can be typed at this moment, for the list of keys. */
export function offeredKeys(): { keys: string; label: string }[] {
  const seen = new Set<string>();
  return layers.flatMap(({ current }) =>
    current.flatMap(({ keys, label }) => {
      if (label === undefined || seen.has(keys)) return [];
      seen.add(keys);
      return [{ keys, label }];
    }),
  );
}

/** Listens for the whole page; called once. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const withMod = event.metaKey || event.ctrlKey;
    if (!withMod && (!preferences().keys || isTaken(event.target))) return;
    const commands = layers.flatMap(({ current }) => current);
    const typed = nextStroke(withMod ? `mod+${event.key.toLowerCase()}` : event.key, event.timeStamp);
    const command = typed.map((keys) => commands.find((each) => each.keys === keys)).find(Boolean);
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  });
}

/** Whether a key belongs to what it was pressed in: text, or something that is open above the page. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const inside =
    "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=textbox], [role=menu], [role=listbox]," +
    " [role=alertdialog], [role=dialog]:not([data-keys])";
  return target.closest(inside) !== null || target.shadowRoot !== null;
}
