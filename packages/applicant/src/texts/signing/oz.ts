import type { SigningTexts } from "./signing-texts.ts";

export const oz: SigningTexts = {
  heading: "Oʻqib chiqing va imzolang",
  frame: "Imzolanadigan hujjat",
  pages: (count) => `${count} sahifa`,
  open: "Hujjatni ochish",
  openFirst: "Avval hujjatni ochib oʻqing.",
  missing: "Hujjat yuklanmadi. Aloqani tekshiring.",
  agree: "Men hujjatni oʻqidim va uni elektron imzolashga roziman.",
  send: "Kod yuborish",
  codeHeading: "Kodni kiriting",
  sentTo: (recipient) => `Olti xonali kodni ${recipient} ga yubordik.`,
  shown: (code) => `Sinov rejimi: hech narsa yuborilmadi. Kod: ${code}.`,
  code: "Kod",
  codeHint: "Olti raqam. Kodni kiritib, hujjatni imzolaysiz.",
  sign: "Hujjatni imzolash",
  signing: "Imzolanmoqda…",
  again: "Boshqa kod yuborish",
  againIn: (seconds) => `Boshqa kodni ${seconds} s dan keyin soʻrash mumkin`,
  problems: {
    changed: "Hujjat shu orada oʻzgardi. Yangisini oʻqib, imzolang.",
    wrong: (left) => `Kod notoʻgʻri. Qolgan urinishlar: ${left}.`,
    expired: "Bu kod endi ishlamaydi. Boshqasini soʻrang.",
    notSent: "Kod yuborilmadi. Yarim daqiqadan keyin qaytaring.",
    tooOften: "Boshqa kodni hali yuborib boʻlmaydi. Biroz kuting.",
  },
  download: "Imzolangan hujjatni yuklab olish",
};
