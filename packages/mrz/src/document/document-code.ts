import { filler, withoutPadding } from "./alphabet.ts";
import type { FormatName } from "./formats.ts";

/** The kind of a document by the first letter of its code. */
export type DocumentKind = "passport" | "identity-card" | "visa" | "unknown";

/** The document code: its one or two letters, and their meaning in this format. */
export interface DocumentCode {
  code: string;
  kind: DocumentKind;
}

/**
 * Reads a document code. TD3 starts with P (Doc 9303-4, 4.2.2.1), visas with V (9303-7), TD1 and
 * TD2 with A, C or I (9303-5 and -6), where V may not follow and AC is a crew member's certificate.
 * The second letter is chosen by the issuer. Anything else is `unknown`.
 */
export function documentCode(text: string, format: FormatName): DocumentCode {
  const code = withoutPadding(text);
  const [first = "", second = filler] = text;
  if (!/^[A-Z<]$/.test(second)) return { code, kind: "unknown" };
  if (format === "TD3") return { code, kind: first === "P" ? "passport" : "unknown" };
  if (format === "MRV-A" || format === "MRV-B") return { code, kind: first === "V" ? "visa" : "unknown" };
  const cards = "ACI".includes(first) && first !== "" && second !== "V";
  // Some states issue passports as cards and in the size TD2: IP, and P as in TD3.
  if (format === "TD2" && first === "P") return { code, kind: "passport" };
  return { code, kind: cards ? "identity-card" : "unknown" };
}
