import type { VideoTexts } from "./video-texts.ts";

export const oz: VideoTexts = {
  title: "Videoqoʻngʻiroq",
  lead: "Xodim sizga shu sahifada video orqali qoʻngʻiroq qiladi. Kamera va mikrofonni yoqing.",
  turnOn: "Kamera va mikrofonni yoqish",
  agent: "Xodim",
  you: "Siz",
  status: {
    waiting: "Hammasi tayyor. Xodimning tasviri shu yerda koʻrinadi.",
    connecting: "Ulanmoqda…",
    connected: "Siz va xodim bir-biringizni koʻrib, eshitib turibsiz.",
    lost: "Aloqa uzildi. Qayta ulanmoqda…",
  },
  mute: "Mikrofonni oʻchirish",
  unmute: "Mikrofonni yoqish",
  hide: "Kamerani oʻchirish",
  show: "Kamerani yoqish",
  notRecorded: "Suhbat yozib olinmaydi.",
};
