import type { Looker } from "./looker.ts";

/** The same looker, but for faces: it looks for none and loads no models. */
export function withoutFaces(looker: Looker): Looker {
  return { ...looker, lookForFaces: async () => ({ model: null, cause: "off" }) };
}
