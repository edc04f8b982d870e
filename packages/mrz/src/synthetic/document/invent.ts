import { digits, letters } from "../../document/alphabet.ts";
import { type Format, type FormatName, formats } from "../../document/formats.ts";
import type { Random } from "../random.ts";
import { inventHolder, inventNumber } from "./holder.ts";
import { zoneLines } from "./zone-lines.ts";

export interface Invented {
  format: Format;
  lines: string[];
}

const shares: readonly FormatName[] = [
  ...Array<FormatName>(9).fill("TD3"),
  ...Array<FormatName>(6).fill("TD1"),
  ...Array<FormatName>(3).fill("TD2"),
  "MRV-A",
  "MRV-B",
];

const codes: Readonly<Record<FormatName, readonly string[]>> = {
  TD1: ["I", "ID", "IR", "AC", "C", "IP", "AR"],
  TD2: ["I", "ID", "IR", "C", "AR"],
  TD3: ["P", "P", "P", "PO", "PD", "PN", "PP", "PS"],
  "MRV-A": ["V", "VA", "VC", "VB"],
  "MRV-B": ["V", "VA", "VC", "VB"],
};

/** The zone of an invented document: some 45 % passports, then cards, some visas. */
export function inventDocument(random: Random): Invented {
  const name = random.pick(shares);
  const format = formats.find((known) => known.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  const holder = inventHolder(random);
  holder.documentCode = random.pick(codes[name]);
  if (name === "TD1" && random.chance(0.12)) {
    holder.number = inventNumber(random, random.int(10, 14));
    holder.optionalData = "";
  }
  return { format, lines: zoneLines(holder, format) };
}

/** Lines of uniformly random characters: for training, where no order may be learnt. */
export function inventText(random: Random, count: number, length: number): string[] {
  const any = `${digits}${letters}`;
  const character = () => (random.chance(0.86) ? random.pick(any) : "<");
  return Array.from({ length: count }, () => Array.from({ length }, character).join(""));
}
