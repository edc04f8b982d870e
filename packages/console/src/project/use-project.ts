import type { Page, ProjectView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { get } from "../api/call.ts";
import { preferences, setPreferences } from "../preferences/preferences.ts";

export const projectsKey = ["projects"] as const;

/** The projects that may be seen: the first 200. */
export function useProjects() {
  return useQuery({
    queryKey: projectsKey,
    queryFn: ({ signal }) => get<Page<ProjectView>>("/projects", { limit: 200 }, signal),
    staleTime: 60_000,
  });
}

/**
 * The project that is worked on: the address names it, else the one that was worked on last, else
 * the first. Null until the list is read, and where there is none.
 */
export function useProject(): ProjectView | null {
  const { project: wanted } = useSearch({ strict: false });
  const { data } = useProjects();
  const projects = data?.data ?? [];
  const named = (id: string | null | undefined) => projects.find((each) => each.id === id);
  return named(wanted) ?? named(preferences().project) ?? projects[0] ?? null;
}

/** Changes the project, and stays in the section. */
export function useChooseProject(): (id: string) => void {
  const navigate = useNavigate();
  return (id) => {
    setPreferences({ project: id });
    const section = location.pathname.split("/")[2] ?? "";
    void navigate({ to: `/${section}`, search: { project: id } });
  };
}
