import { dictionary } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    wait: "queue",
    dns: "dns",
    connect: "connect",
    tls: "tls",
    answer: "waiting for the answer",
    download: "download",
    total: "total",
  },
  ru: {
    wait: "очередь",
    dns: "dns",
    connect: "соединение",
    tls: "tls",
    answer: "ожидание ответа",
    download: "загрузка",
    total: "всего",
  },
});
