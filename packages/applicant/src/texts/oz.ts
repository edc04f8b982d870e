import { reasons } from "@countersign/wire/applicant-reasons/oz";
import { retakeTexts as retakes } from "@countersign/wire/retake-texts/oz";
import type { Texts } from "./texts.ts";

/** Uzbek in the Latin script. */
export const oz: Texts = {
  title: "Shaxsni tasdiqlash",
  language: "Til",
  loading: "Yuklanmoqda…",
  help: "Yordam",
  onPhone: "Telefonda davom etish",
  testMode: "Sinov rejimi: bu yerda hech narsa haqiqiy emas",
  timeLeft: (minutes) => `${minutes} daqiqa qoldi`,
  moreTime: "Menga koʻproq vaqt kerak",
  consent: {
    lead: (project) => `${project} shaxsingizni tasdiqlashingizni soʻraydi.`,
    points: {
      face: [
        "Yuzingiz bir marta suratga olinadi.",
        "Dastur va, kerak boʻlsa, xodim uni davlat reyestridagi surat bilan solishtiradi.",
        "Mos kelsa, maʼlumotlaringiz faqat soʻragan tashkilotga yuboriladi.",
      ],
      document: [
        "Hujjatingiz va yuzingizni suratga olasiz.",
        "Suratlarni dastur va, kerak boʻlsa, xodim solishtiradi.",
        "Maʼlumotlaringiz faqat soʻragan tashkilotga yuboriladi.",
      ],
      liveness: [
        "Yuzingiz uch marta suratga olinadi: toʻgʻridan va boshni burib.",
        "Dastur suratlarni solishtiradi, xodim kamera oldida tirik odam turganini tekshiradi.",
        "Natija faqat soʻragan tashkilotga yuboriladi.",
      ],
      call: [
        "Siz bilan xodim gaplashadi. Hujjatingiz yoningizda tursin.",
        "U sizni hujjat bilan solishtirib, maʼlumotlarni yozib oladi.",
        "Maʼlumotlaringiz faqat soʻragan tashkilotga yuboriladi.",
      ],
    },
    signs: "Siz hujjatni oʻqib, uni bir martalik kod bilan elektron imzolaysiz.",
    kept: (project, days) => `${project} suratlarni ${days} kun saqlaydi.`,
    privacy: (project) => `${project} maʼlumotlaringizni qanday himoya qiladi`,
    agree: "Roziman, davom etish",
    cancel: "Rozi emasman",
  },
  capture: {
    pictures: {
      face: {
        heading: "Yuz surati",
        hint: "Yorugʻ joyda toʻgʻriga qarang. Koʻzoynak va bosh kiyimni yeching.",
      },
      document_front: {
        heading: "Hujjat: old tomoni",
        hint: "Hujjatni tekis joyga qoʻying. Toʻrtta burchagi va matni koʻrinib tursin.",
      },
      document_back: {
        heading: "Hujjat: orqa tomoni",
        hint: "Hujjatni agʻdaring. Toʻrtta burchagi va matni koʻrinib tursin.",
      },
      selfie: {
        heading: "Yuz surati",
        hint: "Yorugʻ joyda toʻgʻriga qarang. Koʻzoynak va bosh kiyimni yeching.",
      },
      pose_front: {
        heading: "Toʻgʻriga qarang",
        hint: "Yuz toʻliq koʻrinsin, yorugʻlik oldindan tushsin. Koʻzoynak va bosh kiyimni yeching.",
      },
      pose_left: { heading: "Boshingizni chapga buring", hint: "Ozgina, ikkala koʻz ham koʻrinib tursin." },
      pose_right: { heading: "Boshingizni oʻngga buring", hint: "Ozgina, ikkala koʻz ham koʻrinib tursin." },
    },
    step: (n, of) => `${n}-surat, jami ${of} ta`,
    take: "Suratga olish",
    retake: "Qayta olish",
    send: "Yuborish",
    upload: "Surat tanlash",
    sending: "Yuborilmoqda…",
    cancel: "Tekshiruvni bekor qilish",
    cancelQuestion: "Tekshiruv bekor qilinsinmi? Keyin uni davom ettirib boʻlmaydi.",
    cancelYes: "Ha, bekor qilish",
    cancelNo: "Yoʻq, davom etish",
  },
  document: {
    heading: "Qaysi hujjatni koʻrsatasiz?",
    hint: "Hujjat amalda boʻlishi kerak.",
    passport: "Pasport",
    idCard: "ID-karta",
  },
  call: {
    heading: "Suhbatga tayyormisiz?",
    hint: "Hujjatingizni oling, yorugʻ va tinch joy toping. Tugmani bosganingizda xodim navbatiga turasiz.",
    code: "Sizning kodingiz",
    codeHint: "Uni xodimga ayting.",
    join: "Tayyorman",
    documentExpired: "Hujjatimning muddati tugagan",
  },
  desk: {
    waiting: { heading: "Xodimni kutmoqdamiz", body: "Sahifani yopmang: tez orada siz bilan bogʻlanishadi." },
    here: {
      heading: "Xodim siz bilan",
      body: "Uning aytganlarini bajaring. Suhbatdan keyin sahifa oʻzi yangilanadi.",
    },
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
    succeeded: { heading: "Tasdiqlandi", body: () => "Rahmat. Shaxsingiz tasdiqlandi." },
    done: {
      heading: "Allaqachon oʻtilgan",
      body: () => "Bu tekshiruv yakunlangan, shaxsingiz tasdiqlangan.",
    },
    failed: {
      heading: "Tasdiqlanmadi",
      body: (project) => `Shaxsingizni tasdiqlab boʻlmadi. Tashkilotga murojaat qiling: ${project}.`,
    },
    aborted: {
      heading: "Bekor qilindi",
      body: () => "Tekshiruv bekor qilindi. Maʼlumotlar hech kimga berilmadi.",
    },
    expired: {
      heading: "Vaqt tugadi",
      body: (project) => `Bu tekshiruvning muddati tugagan. Tashkilotda yangisini boshlang: ${project}.`,
    },
    redirecting: (host) => `Bir necha soniyadan keyin ${host} ochiladi.`,
    proceed: "Davom etish",
    back: (project) => `Qaytish: ${project}`,
    close: "Bu sahifani yopish mumkin.",
    elsewhere: "Boshqa qurilmada hammasi oʻzi davom etadi.",
  },
  reasons,
  retakes,
  retake: "Yana bitta surat kerak",
  problems: {
    link: {
      heading: "Havola ishlamayapti",
      body: "U toʻliq emas yoki bunday tekshiruv endi yoʻq. Orqaga qayting va uni qayta oching.",
      back: "Orqaga",
    },
    offline: "Aloqa yoʻq. Tarmoqni tekshirib, qayta urinib koʻring.",
    picture: "Bu surat yaroqsiz. Yorugʻ joyda olingan, tiniq boshqa JPEG yoki PNG surat tanlang.",
    repeated: "Bu surat allaqachon yuborilgan. Yangisini oling.",
    tooLarge: "Surat juda katta. 6 MB dan kichik fayl tanlang.",
    tooManyPhotos: "Ketma-ket juda koʻp surat yuborildi. Biroz kutib, qayta urinib koʻring.",
    tooOften: "Hozir soʻrovlar juda koʻp. Biroz kutib, qayta urinib koʻring.",
    other: "Bizning tomonda xatolik yuz berdi. Qayta urinib koʻring.",
    again: "Qayta urinish",
  },
};
