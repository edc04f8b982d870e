import { useRouter } from "@tanstack/react-router";
import { useMay } from "../people/use-may.ts";
import { type Section, sections } from "./sections.ts";

/** The sections that there are screens for and that the person may use, in the rail's order, each with its address. */
export function useSections(): (Section & { path: string })[] {
  const { routesByPath } = useRouter();
  const may = useMay();
  return sections
    .map((section) => ({ ...section, path: `/${section.id}` }))
    .filter(({ path, needs }) => Object.hasOwn(routesByPath, path) && may(needs));
}
