import type { Texts } from "./texts.ts";

/** Uzbek in the Latin script. */
export const oz: Texts = {
  title: "Shaxsni tasdiqlash",
  timeLeft: (clock) => `${clock} qoldi`,
  consent: {
    lead: (project) => `${project} shaxsingizni tasdiqlashingizni soʻraydi.`,
    points: [
      "Yuzingiz bir marta suratga olinadi.",
      "Surat davlat reyestridagi surat bilan solishtiriladi.",
      "Mos kelsa, maʼlumotlaringiz faqat soʻragan tashkilotga yuboriladi.",
    ],
    agree: "Roziman, davom etish",
    cancel: "Rozi emasman",
  },
  capture: {
    heading: "Yuz surati",
    hint: "Yorugʻ joyda toʻgʻriga qarang. Koʻzoynak va bosh kiyimni yeching.",
    take: "Suratga olish",
    retake: "Qayta olish",
    send: "Yuborish",
    upload: "Surat tanlash",
    noCamera: "Bu yerda kameradan foydalanib boʻlmaydi. Tayyor yuz suratini tanlang.",
    sending: "Yuborilmoqda…",
    cancel: "Tekshiruvni bekor qilish",
    cancelQuestion: "Tekshiruv bekor qilinsinmi? Keyin uni davom ettirib boʻlmaydi.",
    cancelYes: "Ha, bekor qilish",
    cancelNo: "Yoʻq, davom etish",
  },
  test: {
    heading: "Sinov rejimi: tekshiruv qanday tugasin",
    success: "Muvaffaqiyat",
    failure: "Rad etish",
    operator: "Operator hal qiladi",
  },
  waiting: {
    heading: "Tekshirilmoqda",
    body: "Odatda bu bir necha daqiqa oladi. Sahifani yopmasangiz, u oʻzi yangilanadi.",
  },
  ended: {
    succeeded: { heading: "Tasdiqlandi", body: "Rahmat. Shaxsingiz tasdiqlandi." },
    failed: { heading: "Tasdiqlanmadi", body: "Shaxsingizni tasdiqlab boʻlmadi. Qaytadan boshlash mumkin." },
    aborted: { heading: "Bekor qilindi", body: "Tekshiruv bekor qilindi. Maʼlumotlar hech kimga berilmadi." },
    expired: {
      heading: "Vaqt tugadi",
      body: "Bu tekshiruvning muddati tugagan. Kelgan joyingizga qayting va yangisini boshlang.",
    },
    redirecting: "Sizni orqaga qaytarmoqdamiz…",
    proceed: "Davom etish",
    close: "Bu sahifani yopish mumkin.",
  },
  problems: {
    link: {
      heading: "Havola ishlamayapti",
      body: "U toʻliq emas yoki bunday tekshiruv endi yoʻq. Orqaga qayting va uni qayta oching.",
    },
    offline: "Aloqa yoʻq. Tarmoqni tekshirib, qayta urinib koʻring.",
    picture: "Bu surat yaroqsiz. Yuz yaxshi koʻrinadigan boshqa JPEG yoki PNG surat oling.",
    tooLarge: "Surat juda katta. 6 MB dan kichik fayl tanlang.",
    tooOften: "Ketma-ket juda koʻp surat yuborildi. Biroz kutib, qayta urinib koʻring.",
    other: "Bizning tomonda xatolik yuz berdi. Qayta urinib koʻring.",
    again: "Qayta urinish",
  },
};
