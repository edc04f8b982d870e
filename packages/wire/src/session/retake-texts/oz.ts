import type { RetakeTexts } from "../retakes.ts";

export const retakeTexts: RetakeTexts = {
  unreadable: {
    reason: "Suratni oʻqib boʻlmadi.",
    advice: "Hujjatni bir tekis yorugʻlikda tekis qoʻying, kadrni toʻldiring, pastki satrlar koʻrinsin.",
  },
  glare: {
    reason: "Yorugʻlik aksi hujjatning bir qismini yopgan.",
    advice: "Chiroq aks etmasligi uchun hujjatni biroz eging va chaqmoqni oʻchiring.",
  },
  blurred: {
    reason: "Surat xira.",
    advice: "Kamerani arting, telefonni qimirlatmay ushlang va surat tiniqlashishini kuting.",
  },
  too_dark: { reason: "Surat juda qorongʻi.", advice: "Derazaga oʻgiriling yoki chiroqni yoqing." },
  too_bright: {
    reason: "Surat haddan tashqari yorugʻ.",
    advice: "Yorqin nurdan chetlaning va chaqmoqni oʻchiring.",
  },
  too_small: { reason: "Tasvir juda kichik.", advice: "Kadr toʻlishi uchun yaqinroq keltiring." },
  cut_off: {
    reason: "Bir qismi kesilgan yoki yopilgan.",
    advice: "Hammasi kadrda boʻlsin, barmoqlar bilan yopmang.",
  },
  wrong_side: {
    reason: "Bu hujjatning boshqa tomoni.",
    advice: "Hujjatni oʻgiring va soʻralgan tomonini suratga oling.",
  },
  not_original: {
    reason: "Bu nusxa yoki ekran surati.",
    advice: "Hujjatning oʻzini suratga oling.",
  },
  no_face: {
    reason: "Suratda yuz koʻrinmayapti.",
    advice: "Telefonni koʻz balandligida ushlang; yuzingiz toʻliq kadrda, yorugʻlik olddan boʻlsin.",
  },
  several_faces: {
    reason: "Suratda bir nechta yuz bor.",
    advice: "Kadrda faqat oʻzingiz boʻling, orqada boshqalarning surati boʻlmasin.",
  },
  face_unclear: {
    reason: "Yuzingiz yaxshi koʻrinmayapti.",
    advice: "Yaqinroq keling, yorugʻlikka qarang, koʻzoynak va bosh kiyimni yeching.",
  },
  repeated: { reason: "Bu surat allaqachon yuborilgan.", advice: "Bu qadam uchun yangi suratga oling." },
};
