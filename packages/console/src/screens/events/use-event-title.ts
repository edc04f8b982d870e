import { usePreferences } from "../../preferences/preferences.ts";
import { useEventTypes } from "../../project/use-event-types.ts";

/** What people call a type of the catalog, in the viewer's language; null for others. */
export function useEventTitle(): (type: string) => string | null {
  const types = useEventTypes().data ?? [];
  const { language } = usePreferences();
  return (type) => types.find((each) => each.type === type)?.title[language] ?? null;
}
