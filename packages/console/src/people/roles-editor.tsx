import type { OperatorView, ProjectRole, Role } from "@countersign/wire";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { useProjects } from "../project/use-project.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./people.module.css";
import { texts } from "./texts.ts";

/** A role in the whole service, and further ones in single projects. */
export type Roles = Pick<OperatorView, "role" | "projectRoles">;

const roleNames = ["admin", "operator", "developer", "reviewer", "viewer"] as const satisfies readonly Role[];
const projectRoleNames = [
  "operator",
  "developer",
  "reviewer",
  "viewer",
] as const satisfies readonly ProjectRole[];

/** Says what a person may do, and where. */
export function RolesEditor({ roles, onChange }: { roles: Roles; onChange: (roles: Roles) => void }) {
  const t = useTexts(texts);
  const projects = useProjects().data?.data ?? [];
  const { role, projectRoles } = roles;
  const free = projects.filter(({ id }) => !projectRoles.some(({ projectId }) => projectId === id));
  const setAt = (at: number, to: Roles["projectRoles"][number]) =>
    onChange({ role, projectRoles: projectRoles.with(at, to) });
  return (
    <>
      <Field label={t.roleEverywhere} hint={role === null ? t.roleHint.none : t.roleHint[role]}>
        {(control) => (
          <select
            {...control}
            value={role ?? ""}
            onChange={({ target }) =>
              onChange({ role: roleNames.find((each) => each === target.value) ?? null, projectRoles })
            }
          >
            <option value="">{t.noRole}</option>
            {roleNames.map((each) => (
              <option key={each} value={each}>
                {t.role[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {projectRoles.map((each, at) => {
        const name = projects.find(({ id }) => id === each.projectId)?.name ?? each.projectId;
        return (
          <div key={each.projectId} className={styles.project}>
            <Field label={t.inProject}>
              {(control) => (
                <select
                  {...control}
                  value={each.projectId}
                  onChange={({ target }) => setAt(at, { ...each, projectId: target.value })}
                >
                  <option value={each.projectId}>{name}</option>
                  {free.map(({ id, name: other }) => (
                    <option key={id} value={id}>
                      {other}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t.roleThere}>
              {(control) => (
                <select
                  {...control}
                  value={each.role}
                  onChange={({ target }) =>
                    setAt(at, {
                      ...each,
                      role: projectRoleNames.find((one) => one === target.value) ?? each.role,
                    })
                  }
                >
                  {projectRoleNames.map((one) => (
                    <option key={one} value={one}>
                      {t.role[one]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Button
              look="plain"
              aria-label={`${t.removeProject}: ${name}`}
              onClick={() => onChange({ role, projectRoles: projectRoles.toSpliced(at, 1) })}
            >
              ×
            </Button>
          </div>
        );
      })}
      {free[0] !== undefined && (
        <div>
          <Button
            onClick={() => {
              const added = { projectId: free[0]?.id ?? "", role: "viewer" as const };
              onChange({ role, projectRoles: [...projectRoles, added] });
            }}
          >
            {t.addProject}
          </Button>
        </div>
      )}
    </>
  );
}
