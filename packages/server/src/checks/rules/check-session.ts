import { type CheckName, checkNames, checksOf } from "@countersign/wire";
import { checkData } from "./data.ts";
import { checkCountry, checkExpiry, checkType } from "./document.ts";
import { checkFaces } from "./faces.ts";
import { type Facts, isPose } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { checkPerson } from "./person.ts";
import { checkQuality } from "./quality.ts";
import { checkRepeats } from "./repeats.ts";
import { checkDigits, checkZone, zoneOf } from "./zone.ts";

/** Every check of a session, in the order in which people read them. Pure. */
export function checkSession(facts: Facts): Finding[] {
  const names = namesOf(facts);
  const found = zoneOf(facts.pictures);
  const all = [
    ...facts.pictures.map(checkQuality),
    checkZone(facts.pictures, found),
    checkDigits(found),
    checkExpiry(found, facts.today),
    checkType(found, facts),
    checkCountry(found, facts),
    checkData(found, facts),
    ...checkFaces(facts, names),
    checkRepeats(facts),
    ...checkPerson(facts),
  ];
  return all
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => checkNames.indexOf(a.name) - checkNames.indexOf(b.name));
}

/** The checks of a session: heads are turned only where the session asks for it. */
export function namesOf({ method, wanted }: Pick<Facts, "method" | "wanted">): CheckName[] {
  const posed = wanted.some(isPose);
  return checksOf(method).filter((name) => name !== "liveness.pose" || posed);
}
