/** The texts of signing a document, which are loaded with that step. */
export interface SigningTexts {
  heading: string;
  /** What the frame with the document is called. */
  frame: string;
  pages: (count: number) => string;
  open: string;
  /** Where the browser does not show it in the page. */
  openFirst: string;
  missing: string;
  /** The sentence that the applicant agrees to. */
  agree: string;
  send: string;
  codeHeading: string;
  sentTo: (recipient: string) => string;
  shown: (code: string) => string;
  code: string;
  codeHint: string;
  sign: string;
  signing: string;
  again: string;
  againIn: (seconds: number) => string;
  problems: {
    changed: string;
    wrong: (left: number) => string;
    expired: string;
    notSent: string;
    tooOften: string;
  };
  download: string;
}
