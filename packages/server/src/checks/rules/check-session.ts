import { checkNames, checksOf } from "@countersign/wire";
import { checkData } from "./data.ts";
import { checkCountry, checkExpiry, checkType } from "./document.ts";
import { checkFaces } from "./faces.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { checkPerson } from "./person.ts";
import { checkQuality } from "./quality.ts";
import { checkRepeats } from "./repeats.ts";
import { checkDigits, checkZone, zoneOf } from "./zone.ts";

/** Every check of a session, in the order in which people read them. Pure. */
export function checkSession(facts: Facts): Finding[] {
  const found = zoneOf(facts.pictures);
  const all = [
    ...facts.pictures.map(checkQuality),
    checkZone(facts.pictures, found),
    checkDigits(found),
    checkExpiry(found, facts.today),
    checkType(found, facts),
    checkCountry(found, facts),
    checkData(found, facts),
    ...checkFaces(facts),
    checkRepeats(facts),
    ...checkPerson(facts),
  ];
  const names = checksOf(facts.method);
  return all
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => checkNames.indexOf(a.name) - checkNames.indexOf(b.name));
}
