import { dictionary, plural } from "../../texts/dictionary.ts";

const ruDeliveries = (count: number, text: string) =>
  `${text} ${plural(count, "доставку", "доставки", "доставок")}`;

export const texts = dictionary({
  en: {
    counting: "Counting…",
    title: (count: number, text: string, to: string | null) =>
      `Resend ${text} ${count === 1 ? "delivery" : "deliveries"}${to === null ? "" : ` to ${to}`}`,
    none: "Nothing matches that could be sent again.",
    filters: "All that match can't be sent by the filters “Failure” and “HTTP status”: choose rows.",
    body: "Each is sent again under the same event id, so that receivers recognise it.",
    confirm: "Resend",
    progress: "Being sent again",
    done: "All are in the queue",
    stopped: "Stopped",
    stop: "Stop",
    close: "Close",
    queued: (queued: string, matched: string) => `${queued} of ${matched} in the queue`,
    skipped: (count: string) => `${count} left as they were: erased, off, or being sent`,
    now: (delivered: string, failed: string) => `${delivered} delivered, ${failed} failed again`,
  },
  ru: {
    counting: "Считаем…",
    title: (count, text, to) =>
      `Отправить снова ${ruDeliveries(count, text)}${to === null ? "" : ` в ${to}`}`,
    none: "Нет ничего, что можно отправить снова.",
    filters: "По фильтрам «Сбой» и «Статус HTTP» отправить всё нельзя: выберите строки.",
    body: "Каждая отправится ещё раз под тем же id события, и получатель её узнает.",
    confirm: "Отправить",
    progress: "Отправляем снова",
    done: "Все в очереди",
    stopped: "Остановлено",
    stop: "Остановить",
    close: "Закрыть",
    queued: (queued, matched) => `в очереди ${queued} из ${matched}`,
    skipped: (count) => `оставлено как есть: ${count} (стёрто, отключено или уже отправляется)`,
    now: (delivered, failed) => `доставлено ${delivered}, снова не доставлено ${failed}`,
  },
});
