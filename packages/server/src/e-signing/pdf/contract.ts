/** What the process that reads PDFs is asked for. */
export type PdfTask = InspectTask | PrepareTask;

/** Whether a file can be signed. */
export interface InspectTask {
  kind: "inspect";
  pdf: Uint8Array;
}

/** A revision with the evidence and the place of a signature, to be appended to the file. */
export interface PrepareTask {
  kind: "prepare";
  pdf: Uint8Array;
  /** DER of the certificate that will sign: its length decides about the room for the signature. */
  certificate: Uint8Array;
  /** Bytes to leave for the signature. */
  room: number;
  /** JSON, attached as `evidence.json`. */
  evidence: string;
  /** The lines of the page that says the same to people; ASCII. */
  page: readonly string[];
  /** When it is signed, in milliseconds since the epoch. */
  at: number;
}

/** Why a file is refused. */
export const pdfProblems = {
  unreadable: "is not a PDF file that can be read",
  encrypted: "must not be encrypted: save it without a password",
  empty: "has no pages",
  signed: "must not be signed already: have it signed by others afterwards",
  active: "must not run scripts or programs, or have an XFA form: print it to a new PDF",
} as const;

export type PdfProblem = keyof typeof pdfProblems;

export type PdfResult =
  | { kind: "inspected"; pages: number }
  | { kind: "refused"; problem: PdfProblem }
  /** What follows the file's own bytes, with a signature of no value in the place of the real one. */
  | { kind: "prepared"; tail: Uint8Array };
