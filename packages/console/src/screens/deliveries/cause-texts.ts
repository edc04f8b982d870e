import { dictionary, plural } from "../../texts/dictionary.ts";

const attempts = (count: number) => `${count} ${count === 1 ? "attempt" : "attempts"}`;
const ruAttempts = (count: number) => `${count} ${plural(count, "попытка", "попытки", "попыток")}`;

export const texts = dictionary({
  en: {
    exhausted: (count: number, time: string, answer: string) =>
      `Not delivered: ${attempts(count)} in ${time}, the last one: ${answer}.`,
    retrying: (count: number, time: string, answer: string) =>
      `Not accepted yet: ${attempts(count)} in ${time}, the last one: ${answer}. It will be tried again.`,
    reason: {
      gone: "The receiver responded with 410: the address is permanently gone, and the webhook was disabled.",
      refused: "The receiver refused it permanently.",
      disabled: "Not sent: the webhook was disabled.",
      paused: "Not sent: the webhook was paused.",
      deleted: "Not sent: the webhook was deleted.",
      erased: "Not sent: the subject was erased.",
      expired: "Not sent: the project's time for payloads was over.",
      unreadable: "Not sent: the body can't be read any more.",
      unrendered: "Not sent: the webhook's template could not make a body of this event.",
      condition: "Not sent: the webhook's condition was not met.",
      stopped: "Stopped by an operator.",
    },
  },
  ru: {
    exhausted: (count, time, answer) =>
      `Не доставлено: ${ruAttempts(count)} за ${time}, последний ответ: ${answer}.`,
    retrying: (count, time, answer) =>
      `Пока не принято: ${ruAttempts(count)} за ${time}, последний ответ: ${answer}. Будет повтор.`,
    reason: {
      gone: "Получатель ответил 410: адреса больше нет, веб-хук отключён.",
      refused: "Получатель отказался окончательно.",
      disabled: "Не отправлено: веб-хук был отключён.",
      paused: "Не отправлено: веб-хук был приостановлен.",
      deleted: "Не отправлено: веб-хук удалён.",
      erased: "Не отправлено: данные субъекта стёрты.",
      expired: "Не отправлено: срок хранения данных истёк.",
      unreadable: "Не отправлено: тело больше нельзя прочитать.",
      unrendered: "Не отправлено: шаблон веб-хука не смог составить тело из этого события.",
      condition: "Не отправлено: условие веб-хука не выполнено.",
      stopped: "Остановлено оператором.",
    },
  },
});
