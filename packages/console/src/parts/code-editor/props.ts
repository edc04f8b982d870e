/** What the editor colours. */
export type CodeLanguage = "liquid" | "cel" | "yaml";

export interface CodeEditorProps {
  /** For who doesn't see it. */
  label: string;
  language: CodeLanguage;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  readOnly?: boolean;
}
