import { filler } from "../../document/alphabet.ts";
import { checkDigit } from "../../document/check-digit.ts";
import { type Format, type Layout, textAt } from "../../document/formats.ts";
import type { Holder } from "./holder.ts";

/**
 * Writes a holder's zone in a format, with all check digits right. Names that are too long are
 * truncated.
 */
export function zoneLines(holder: Holder, format: Format): string[] {
  const lines = Array.from({ length: format.lineCount }, () => filler.repeat(format.lineLength));
  const put = (field: keyof Layout, text: string) => {
    const at = format.layout[field];
    if (at === undefined) return;
    const width = at.to - at.from;
    const line = lines[at.line] ?? "";
    lines[at.line] = line.slice(0, at.from) + text.slice(0, width).padEnd(width, filler) + line.slice(at.to);
  };
  const text = (field: keyof Layout) => {
    const at = format.layout[field];
    return at === undefined ? "" : textAt(lines, at);
  };
  put("documentCode", holder.documentCode);
  put("issuingState", holder.issuingState);
  put("names", `${holder.primary}${filler}${filler}${holder.secondary}`);
  put("nationality", holder.nationality);
  put("birthDate", holder.birthDate);
  put("birthDateDigit", checkDigit(text("birthDate")));
  put("sex", holder.sex);
  put("expiryDate", holder.expiryDate);
  put("expiryDateDigit", checkDigit(text("expiryDate")));
  put("secondOptionalData", holder.secondOptionalData);
  putNumber(holder, put);
  put("personalNumberDigit", holder.optionalData === "" ? filler : checkDigit(text("optionalData")));
  put("compositeDigit", checkDigit(format.composite.map((at) => textAt(lines, at)).join("")));
  return lines;
}

/**
 * A number of more than nine characters continues in the optional data, followed by its check
 * digit.
 */
function putNumber(holder: Holder, put: (field: keyof Layout, text: string) => void): void {
  const { number, optionalData } = holder;
  put("number", number);
  if (number.length <= 9) {
    put("numberDigit", checkDigit(number.padEnd(9, filler)));
    put("optionalData", optionalData);
  } else {
    put("numberDigit", filler);
    put("optionalData", number.slice(9) + checkDigit(number) + filler + optionalData);
  }
}
