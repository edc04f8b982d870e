import { useMay } from "../people/use-may.ts";
import { useEventTypes } from "./use-event-types.ts";

/** Whether the person may see the payloads of a type of event. Types that the catalog lacks count as personal. */
export function useMayReveal(projectId: string | undefined): (type: string) => boolean {
  const may = useMay(projectId);
  const types = useEventTypes().data ?? [];
  return (type) =>
    may("personal_data.read") || types.some((each) => each.type === type && each.personal === false);
}
