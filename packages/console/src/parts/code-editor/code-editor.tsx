import { lazy, Suspense } from "react";
import styles from "./code-editor.module.css";
import type { CodeEditorProps } from "./props.ts";

const Mounted = lazy(async () => ({ default: (await import("./mounted-editor.tsx")).MountedEditor }));

/** A text with colours, line numbers and undo. Its program is loaded when the first one is shown. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <div className={styles.editor}>
      <Suspense fallback={<pre className={styles.waiting}>{props.value || props.placeholder}</pre>}>
        <Mounted {...props} />
      </Suspense>
    </div>
  );
}
