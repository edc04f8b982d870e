import { sameWriting, transliterations } from "@countersign/mrz/names";

/** Whether a surname of a zone is this one. One that may have been cut must be its beginning. */
export function isSurname(zone: string, name: string, mayBeCut: boolean): boolean {
  return sameWriting(zone, name) || (mayBeCut && startsAlike(name, zone));
}

/**
 * Whether the given names of a zone begin with these, or these with them: documents carry second names and patronymics
 * that are often not told.
 */
export function areGivenNames(zone: string, names: string, mayBeCut: boolean): boolean {
  if (zone === "" || names.trim() === "") return false;
  return (
    startsWithWords(zone, names) || startsWithWords(names, zone) || (mayBeCut && startsAlike(names, zone))
  );
}

/** Whether the words of `text` begin with those of `start`, in one way of writing both. */
function startsWithWords(text: string, start: string): boolean {
  const whole = transliterations(text);
  return transliterations(start).some((way) => whole.some((each) => `${each} `.startsWith(`${way} `)));
}

function startsAlike(text: string, start: string): boolean {
  const cut = start.replaceAll(" ", "");
  return cut !== "" && transliterations(text).some((way) => way.replaceAll(" ", "").startsWith(cut));
}
