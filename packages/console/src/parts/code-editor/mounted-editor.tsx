import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder as placeholderOf } from "@codemirror/view";
import { useEffect, useRef } from "react";
import styles from "./code-editor.module.css";
import { languageOf } from "./languages.ts";
import type { CodeEditorProps } from "./props.ts";
import { theme } from "./theme.ts";

/** A change that came from outside: it is not reported back. */
const fromOutside = Annotation.define<boolean>();

/**
 * CodeMirror, in a shadow root: there its styles are constructed sheets, while in the document they
 * would be `<style>` elements, which the content policy refuses. Tab leaves the editor, so that the
 * keyboard is never caught in it.
 */
export function MountedEditor({
  label,
  language,
  value,
  onChange,
  placeholder = "",
  readOnly = false,
}: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const report = useRef(onChange);
  const first = useRef(value);
  useEffect(() => {
    report.current = onChange;
  });
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const state = EditorState.create({
      doc: first.current,
      extensions: [
        history(),
        lineNumbers(),
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        languageOf(language),
        theme,
        placeholderOf(placeholder),
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          const isOwn = update.transactions.some((each) => each.annotation(fromOutside));
          if (update.docChanged && !isOwn) report.current(update.state.doc.toString());
        }),
      ],
    });
    const made = new EditorView({ state, root, parent: root });
    view.current = made;
    return () => {
      first.current = made.state.doc.toString();
      made.destroy();
      view.current = null;
    };
  }, [label, language, placeholder, readOnly]);
  useEffect(() => {
    const current = view.current;
    if (current === null || current.state.doc.toString() === value) return;
    const changes = { from: 0, to: current.state.doc.length, insert: value };
    current.dispatch({ changes, annotations: fromOutside.of(true) });
  }, [value]);
  return <div className={styles.mounted} ref={host} />;
}
