import { usePreferences } from "../preferences/preferences.ts";
import { mostReviews, useOpenReviews } from "../project/use-open-reviews.ts";
import { useProject } from "../project/use-project.ts";
import { count } from "../texts/times.ts";
import styles from "./rail.module.css";

/** How many reviews of the project are open; nothing where there is none, or where they are not one's own. */
export function ReviewCount() {
  const { language } = usePreferences();
  const open = useOpenReviews(useProject()?.id).data?.data.length ?? 0;
  if (open === 0) return null;
  return <span className={styles.count}>{`${count(open, language)}${open >= mostReviews ? "+" : ""}`}</span>;
}
