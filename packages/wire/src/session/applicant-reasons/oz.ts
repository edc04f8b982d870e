import type { ApplicantReasonTexts } from "./texts.ts";

export const reasons: ApplicantReasonTexts = {
  face_not_matched: {
    reason: "Yuzingiz reyestrdagi suratga mos kelmadi.",
    advice: "Yorugʻ joyda, koʻzoynak va bosh kiyimsiz, toʻgʻriga qarab qayta urinib koʻring.",
  },
  photo_unusable: {
    reason: "Surat yetarlicha tiniq chiqmadi.",
    advice: "Obyektivni arting, telefonni qimirlatmay ushlang va yorugʻlikka qarang.",
  },
  not_live: {
    reason: "Kamera oldida odam borligiga ishonch hosil qilib boʻlmadi.",
    advice: "Ekrandan yoki qogʻozdan emas, kamera bilan bevosita suratga oling.",
  },
  registry_photo_missing: {
    reason: "Reyestrda solishtirish uchun surat yoʻq.",
    advice: "Tashkilotdan shaxsni tasdiqlashning boshqa yoʻlini soʻrang.",
  },
  document_expired: {
    reason: "Hujjatning muddati tugagan.",
    advice: "Amaldagi boshqa hujjatni oling.",
  },
  document_unreadable: {
    reason: "Hujjatni oʻqib boʻlmadi.",
    advice: "Uni kunduzgi yorugʻlikda tekis qoʻying, yaltiramasin va kadrni toʻldirsin.",
  },
  document_mismatch: {
    reason: "Maʼlumotlar hujjatga mos kelmadi.",
    advice: "Tashkilotga bergan maʼlumotlaringizni tekshirib, qayta urinib koʻring.",
  },
  unsupported_document: {
    reason: "Bunday hujjat qabul qilinmaydi.",
    advice: "Pasport yoki ID-kartani oling.",
  },
  selfie_mismatch: {
    reason: "Yuzingiz hujjatdagi suratga mos kelmadi.",
    advice: "Oʻz hujjatingizni oling va yorugʻ joyda, koʻzoynak va bosh kiyimsiz suratga tushing.",
  },
  face_not_shown: {
    reason: "Yuzingiz toʻliq koʻrinmadi.",
    advice: "Yuzingiz niqob, koʻzoynak va bosh kiyimsiz kadrda toʻliq koʻrinsin.",
  },
  poor_lighting: {
    reason: "Yorugʻlik yetarli boʻlmadi.",
    advice: "Yorugʻlik yuzingizga tushishi uchun deraza yoki chiroqqa oʻgiriling.",
  },
  identity_mismatch: {
    reason: "Tashkilot boshqa odamni kutgan edi.",
    advice: "Tashkilotga bergan maʼlumotlaringizni tekshirib, qayta urinib koʻring.",
  },
  signature_code_wrong: {
    reason: "Kod uch marta notoʻgʻri kiritildi.",
    advice: "Qaytadan boshlang va tashkilotda amaldagi raqamingiz yoki manzilingiz borligini tekshiring.",
  },
  simulated: {
    reason: "Sinov rejimida rad etish tanlandi.",
    advice: "Ishchi loyihada bu yerda sabab va maslahat boʻladi.",
  },
};
