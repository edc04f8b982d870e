import { digits, filler, letters } from "../../document/alphabet.ts";
import { stateCodes } from "../../document/states.ts";
import type { Random } from "../random.ts";

/** An invented person and document, in the form of the zone's fields, without padding. */
export interface Holder {
  documentCode: string;
  issuingState: string;
  nationality: string;
  primary: string;
  secondary: string;
  number: string;
  birthDate: string;
  sex: string;
  expiryDate: string;
  optionalData: string;
  secondOptionalData: string;
}

const syllables =
  "KA RI MO SHA NA LE TO VI BEK NUR AL IVA NOV ZH OL ER SON MIN DI LU QA XI YU PET ROV GUL WA HU FE JA CE ST AMB";

/**
 * A random holder: names of syllables and of random letters, so that no letter can be guessed from
 * its neighbours.
 */
export function inventHolder(random: Random): Holder {
  const issuingState = random.pick(stateCodes);
  return {
    documentCode: "",
    issuingState,
    nationality: random.chance(0.9) ? issuingState : random.pick(stateCodes),
    primary: name(random, 0.15),
    secondary: random.chance(0.04) ? "" : name(random, 0.35),
    number: inventNumber(random, random.pick([9, 9, 9, 8, 7])),
    birthDate: date(random, 1930, 2020),
    sex: random.pick(["M", "F", "M", "F", filler]),
    expiryDate: date(random, 2015, 2040),
    optionalData: random.chance(0.5) ? "" : inventNumber(random, random.int(5, 14)),
    secondOptionalData: random.chance(0.8) ? "" : inventNumber(random, random.int(3, 11)),
  };
}

/** A document number: mostly digits, or letters and digits alike. */
export function inventNumber(random: Random, length: number): string {
  const letterShare = random.pick([0, 0.1, 0.25, 0.6]);
  return text(length, () => random.pick(random.chance(letterShare) ? letters : digits));
}

function name(random: Random, doubleShare: number): string {
  const parts = Array.from({ length: random.chance(doubleShare) ? 2 : 1 }, () => {
    if (random.chance(0.2)) return text(random.int(2, 9), () => random.pick(letters));
    return text(random.int(1, 4), () => random.pick(syllables.split(" "))).slice(0, 16);
  });
  return parts.join(filler);
}

function date(random: Random, from: number, to: number): string {
  const two = (value: number) => String(value % 100).padStart(2, "0");
  return two(random.int(from, to)) + two(random.int(1, 12)) + two(random.int(1, 28));
}

function text(length: number, character: () => string): string {
  return Array.from({ length }, character).join("");
}
