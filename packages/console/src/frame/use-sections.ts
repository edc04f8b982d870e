import { useRouter } from "@tanstack/react-router";
import { type Section, sections } from "./sections.ts";

/** The sections that there are screens for, in the rail's order, each with its address. */
export function useSections(): (Section & { path: string })[] {
  const { routesByPath } = useRouter();
  return sections
    .map((section) => ({ ...section, path: `/${section.id}` }))
    .filter(({ path }) => Object.hasOwn(routesByPath, path));
}
