import { Link } from "@tanstack/react-router";
import { useTexts } from "../texts/use-texts.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ProjectSwitcher } from "./project-switcher.tsx";
import styles from "./rail.module.css";
import { ReviewCount } from "./review-count.tsx";
import { groups } from "./sections.ts";
import { texts } from "./texts.ts";
import { useSections } from "./use-sections.ts";

/** Brand, project, sections, and who is signed in. `onLeave`: a link was followed. */
export function Rail({ onLeave }: { onLeave?: () => void }) {
  const t = useTexts(texts);
  const sections = useSections();
  return (
    <>
      <div className={styles.brand}>
        <span className={styles.mark} aria-hidden="true" />
        Countersign
      </div>
      <ProjectSwitcher />
      <nav className={styles.sections} aria-label={t.sections}>
        {groups.map((group) => {
          const inGroup = sections.filter((each) => each.group === group);
          if (inGroup.length === 0) return null;
          return (
            <div key={group}>
              <div className={styles.group} id={`group-${group}`}>
                {t.groups[group]}
              </div>
              <ul aria-labelledby={`group-${group}`}>
                {inGroup.map(({ id, path }) => (
                  <li key={id}>
                    <Link
                      to={path}
                      activeOptions={{ includeSearch: false }}
                      {...(onLeave && { onClick: onLeave })}
                    >
                      {t.section[id]}
                      {id === "reviews" && <ReviewCount />}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </nav>
      <AccountMenu {...(onLeave && { onLeave })} />
    </>
  );
}
