import { dictionary, plural } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    title: "Overview",
    range: "Time range",
    ranges: { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d" },
    tiles: {
      unknown: "unknown",
      deliveries: "Deliveries",
      exhausted: (count: string) => `${count} failed`,
      first: "At the first attempt",
      later: (count: string) => `${count} later`,
      quantiles: "p50 / p95",
      attempts: (count: number) => `${count} ${count === 1 ? "attempt" : "attempts"}`,
      queue: "In the queue",
      oldest: (time: string) => `the oldest: ${time}`,
      reviews: "In review",
    },
    deliveries: {
      title: "Deliveries per minute",
      accepted: "delivered",
      failed: "failed attempts",
      summary: (attempts: number, failed: number) => `${attempts} attempts, ${failed} of them failed.`,
      empty: "Nothing was sent in this time.",
      emptyAction: "Look at the webhooks",
    },
    sessions: {
      title: "Sessions by outcome",
      outcomes: { succeeded: "succeeded", failed: "failed", aborted: "aborted", expired: "expired" },
      empty: "No session ended in this time.",
    },
    failures: {
      title: "Last failures",
      all: "All of them",
      empty: "No delivery has failed, and none is being repeated.",
    },
  },
  ru: {
    title: "Обзор",
    range: "Период",
    ranges: { "1h": "1 ч", "24h": "24 ч", "7d": "7 д", "30d": "30 д" },
    tiles: {
      unknown: "неизвестно",
      deliveries: "Доставок",
      exhausted: (count) => `не доставлено: ${count}`,
      first: "С первого раза",
      later: (count) => `позже: ${count}`,
      quantiles: "p50 / p95",
      attempts: (count) => `${count} ${plural(count, "попытка", "попытки", "попыток")}`,
      queue: "В очереди",
      oldest: (time) => `самая старая: ${time}`,
      reviews: "На проверке",
    },
    deliveries: {
      title: "Доставки в минуту",
      accepted: "доставлено",
      failed: "неудачные попытки",
      summary: (attempts, failed) => `Попыток: ${attempts}, из них неудачных: ${failed}.`,
      empty: "За это время ничего не отправлено.",
      emptyAction: "Посмотреть веб-хуки",
    },
    sessions: {
      title: "Сессии по исходу",
      outcomes: { succeeded: "успешно", failed: "отказ", aborted: "прервано", expired: "истекло" },
      empty: "За это время ни одна сессия не завершилась.",
    },
    failures: {
      title: "Последние ошибки",
      all: "Все",
      empty: "Недоставленного нет, и ничего не повторяется.",
    },
  },
});
