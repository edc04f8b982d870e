import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--info)" },
  { tag: tags.string, color: "var(--ok)" },
  { tag: tags.number, color: "var(--warn)" },
  { tag: tags.atom, color: "var(--warn)" },
  { tag: tags.keyword, color: "var(--series-6)" },
  { tag: tags.variableName, color: "var(--series-2)" },
  { tag: tags.brace, color: "var(--soft)" },
  { tag: tags.operator, color: "var(--soft)" },
  { tag: tags.comment, color: "var(--soft)" },
]);

/** The editor in the page's colours. */
export const theme: Extension = [
  syntaxHighlighting(colours),
  EditorView.theme({
    "&": { fontSize: "12px", color: "var(--text)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "18px" },
    ".cm-content": { padding: "6px 0", caretColor: "var(--text)" },
    ".cm-gutters": { background: "transparent", color: "var(--soft)", border: "0" },
    ".cm-placeholder": { color: "var(--soft)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--accent-soft)" },
  }),
];
