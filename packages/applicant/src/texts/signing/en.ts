import type { SigningTexts } from "./signing-texts.ts";

export const en: SigningTexts = {
  heading: "Read it, then sign",
  frame: "The document to sign",
  pages: (count) => (count === 1 ? "1 page" : `${count} pages`),
  open: "Open the document",
  openFirst: "Open the document and read it first.",
  missing: "The document could not be loaded. Check your network.",
  agree: "I have read the document and agree to sign it electronically.",
  send: "Send me the code",
  codeHeading: "Enter the code",
  sentTo: (recipient) => `We sent a six-digit code to ${recipient}.`,
  shown: (code) => `Test mode: nothing was sent. The code is ${code}.`,
  code: "Code",
  codeHint: "Six digits. By entering it you sign the document.",
  sign: "Sign the document",
  signing: "Signing…",
  again: "Send another code",
  againIn: (seconds) => `Another code can be sent in ${seconds} s`,
  problems: {
    changed: "The document has changed meanwhile. Read the new one, then sign.",
    wrong: (left) =>
      left === 1 ? "The code is wrong. One try is left." : `The code is wrong. ${left} tries are left.`,
    expired: "This code no longer works. Have another one sent.",
    notSent: "The code could not be sent. Try again in half a minute.",
    tooOften: "Another code can't be sent yet. Wait a moment.",
  },
  download: "Download the signed document",
};
