import type { ProjectView } from "@countersign/wire";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./mode-pill.module.css";
import { texts } from "./texts.ts";

/** TEST or LIVE. */
export function ModePill({ mode }: { mode: ProjectView["mode"] }) {
  return <span className={`${styles.pill} ${styles[mode]}`}>{useTexts(texts).mode[mode]}</span>;
}
