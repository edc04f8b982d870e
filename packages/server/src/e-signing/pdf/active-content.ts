import { type PDF, PdfArray, PdfDict, PdfName, type PdfObject, PdfRef } from "@libpdf/core";

const actions = new Set(["JavaScript", "Launch", "ImportData", "SubmitForm", "Rendition"]);
const scripts = new Set(["XFA", "JavaScript"]);

/**
 * Whether a viewer would run something that the file brings: who signs must see what others see. Looks at every object
 * that the catalog leads to.
 */
export function hasActiveContent({ context }: PDF): boolean {
  const seen = new Set<PdfObject>();
  const waiting: (PdfObject | null)[] = [context.catalog.getDict()];
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    if (object === null || seen.has(object)) continue;
    // References are one object for each number.
    if (object instanceof PdfRef) waiting.push(context.resolve(object));
    if (object instanceof PdfArray) waiting.push(...object);
    if (object instanceof PdfDict) {
      const action = object.get("S");
      if (action instanceof PdfName && actions.has(action.value)) return true;
      for (const [name, value] of object) {
        if (scripts.has(name.value)) return true;
        waiting.push(value);
      }
    }
    seen.add(object);
  }
  return false;
}
