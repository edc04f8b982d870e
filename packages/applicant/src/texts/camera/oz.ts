import type { CameraTexts } from "./camera-texts.ts";

/** Uzbek in the Latin script. */
export const oz: CameraTexts = {
  primer: "Brauzer kamera uchun ruxsat soʻraydi. «Ruxsat berish»ni tanlang.",
  byItself: "Tasvir tiniq boʻlganda surat oʻzi olinadi.",
  hints: {
    aim: "Hujjatni ramkaga joylang",
    closer: "Biroz yaqinroq",
    farther: "Biroz uzoqroq",
    centre: "Oʻrtaga suriling",
    glare: "Yaltiramasligi uchun biroz qiya tuting",
    hold: "Qimirlatmang",
    light: "Yorugʻroq joy kerak",
    turnOver: "Hujjatni agʻdaring",
    taking: "Qimirlatmang, suratga olinmoqda",
    good: "Yaxshi koʻrinmoqda",
    noFace: "Kameraga qarang",
    oneFace: "Kadrda faqat siz boʻling",
    straight: "Toʻgʻriga qarang",
    turnMore: "Yana biroz",
  },
  poses: { label: "Bosh holatlari", straight: "Toʻgʻri", left: "Chapga", right: "Oʻngga", done: "tayyor" },
  review: {
    document: "Surat tiniq, toʻliq va yaltiroqsizmi?",
    face: "Yuzingiz toʻliq, tiniq va yorugʻ koʻrinyaptimi?",
    number: "Hujjat raqami",
    validUntil: "Amal qilish muddati",
  },
  trouble: {
    blocked: { heading: "Brauzer kameraga ruxsat bermayapti", body: "Buni uch qadamda tuzatish mumkin." },
    busy: {
      heading: "Kameradan boshqa dastur foydalanmoqda",
      body: "Kameradan foydalanayotgan ilova va varaqlarni, masalan videoqoʻngʻiroqlarni yoping va qayta urinib koʻring.",
    },
    none: {
      heading: "Kamera topilmadi",
      body: "Kamerani ulang yoki kamerasi bor qurilmada davom eting.",
    },
    unsupported: {
      heading: "Bu brauzerda kameradan foydalanib boʻlmaydi",
      body: "Bu sahifani Safari, Chrome yoki Firefox da oching.",
    },
  },
  allow: {
    android: [
      "Manzil yonidagi belgini bosing.",
      "«Ruxsatlar»ni ochib, kameraga ruxsat bering.",
      "Shu yerga qaytib, yana urinib koʻring.",
    ],
    desktop: [
      "Manzilning chap tomonidagi belgini bosing.",
      "Kamerani yoqing.",
      "Qayta urinib koʻring; yordam bermasa, sahifani yangilang.",
    ],
    ios: [
      "Manzilning chap tomonidagi belgini bosing.",
      "Veb-sayt sozlamalarini ochib, kameraga ruxsat bering.",
      "Shu yerga qaytib, yana urinib koʻring.",
    ],
    mac: [
      "Safari menyusida shu veb-sayt sozlamalarini oching.",
      "Kameraga ruxsat bering.",
      "Shu yerga qaytib, yana urinib koʻring.",
    ],
    firefox: [
      "Manzil yonidagi usti chizilgan kamerani bosing.",
      "Taqiqni olib tashlang.",
      "Qayta urinib, ruxsat bering.",
    ],
    inApp: [
      "Bu ilova ichidagi brauzer kameradan foydalana olmaydi.",
      "Havoladan nusxa oling.",
      "Uni Safari, Chrome yoki Firefox da oching.",
    ],
  },
  handoff: {
    heading: "Telefonda davom eting",
    lead: "Uning kamerasi yaxshiroq suratga oladi. Bu sahifa tekshiruvni kuzatib turadi.",
    steps: [
      "Telefon kamerasini kodga toʻgʻrilang.",
      "Paydo boʻlgan havolani bosing.",
      "Bu sahifani yopmang: u oʻzi yakunlanadi.",
    ],
    code: "Telefon uchun havolaning QR-kodi",
    waiting: "Telefoningizni kutmoqdamiz",
    taken: {
      heading: "Telefonda davom eting",
      body: "Tekshiruv telefonda ketmoqda. Bu sahifa oʻzi yakunlanadi.",
    },
    renew: "Yangi kod koʻrsatish",
    here: "Shu qurilmada qolish",
  },
  again: "Qayta urinish",
  copy: "Havoladan nusxa olish",
  copied: "Nusxa olindi",
};
