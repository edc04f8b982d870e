import { Select } from "@base-ui/react/select";
import { ModePill } from "../parts/mode-pill.tsx";
import { useChooseProject, useProject, useProjects } from "../project/use-project.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./project-switcher.module.css";
import { texts } from "./texts.ts";

/** Which project is worked on, and the others. */
export function ProjectSwitcher() {
  const t = useTexts(texts);
  const { data } = useProjects();
  const project = useProject();
  const choose = useChooseProject();
  if (data === undefined) return <div className={styles.trigger} />;
  if (project === null) return <div className={styles.trigger}>{t.noProject}</div>;
  return (
    <Select.Root value={project.id} onValueChange={(id) => id !== null && choose(id)} modal={false}>
      <Select.Trigger className={styles.trigger} aria-label={`${t.project}: ${project.name}`}>
        <span className={styles.name}>{project.name}</span>
        <ModePill mode={project.mode} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className={styles.popup}>
            {data.data.map(({ id, name, mode, status }) => (
              <Select.Item key={id} value={id} className={styles.item}>
                <Select.ItemText className={styles.name}>{name}</Select.ItemText>
                {status === "archived" && <span className={styles.soft}>{t.archived}</span>}
                <ModePill mode={mode} />
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
