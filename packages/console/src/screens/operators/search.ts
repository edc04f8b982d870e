import { textFrom } from "../../frame/search-text.ts";

/** The page of the list and the open person, as in the address. */
export interface OperatorsSearch {
  cursor?: string | undefined;
  id?: string | undefined;
}

export function operatorsSearch(search: Record<string, unknown>): OperatorsSearch {
  return { cursor: textFrom(search.cursor), id: textFrom(search.id) };
}
