import { useProjects } from "../project/use-project.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { Roles } from "./roles-editor.tsx";
import { texts } from "./texts.ts";

/** What a person may do, in words: `operator; developer in Demo bank`. */
export function RolesText({ role, projectRoles }: Roles) {
  const t = useTexts(texts);
  const projects = useProjects().data?.data ?? [];
  const nameOf = (id: string) => projects.find((each) => each.id === id)?.name ?? id;
  const words = projectRoles.map((each) => t.roleIn(t.role[each.role], nameOf(each.projectId)));
  return [...(role === null ? [] : [t.role[role]]), ...words].join("; ") || t.noRole;
}
