import type { SigningTexts } from "./signing-texts.ts";

const pageForms = new Intl.PluralRules("ru");

export const ru: SigningTexts = {
  heading: "Прочитайте и подпишите",
  frame: "Документ на подпись",
  pages: (count) => {
    const words: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "страница", few: "страницы" };
    return `${count} ${words[pageForms.select(count)] ?? "страниц"}`;
  },
  open: "Открыть документ",
  openFirst: "Сначала откройте и прочитайте документ.",
  missing: "Документ не загрузился. Проверьте связь.",
  agree: "Я прочитал(а) документ и согласен(на) подписать его электронно.",
  send: "Прислать код",
  codeHeading: "Введите код",
  sentTo: (recipient) => `Мы отправили шестизначный код на ${recipient}.`,
  shown: (code) => `Тестовый режим: ничего не отправлено. Код: ${code}.`,
  code: "Код",
  codeHint: "Шесть цифр. Вводя код, вы подписываете документ.",
  sign: "Подписать документ",
  signing: "Подписываем…",
  again: "Прислать другой код",
  againIn: (seconds) => `Другой код можно запросить через ${seconds} с`,
  problems: {
    changed: "Документ тем временем изменился. Прочитайте новый и подпишите его.",
    wrong: (left) =>
      left === 1 ? "Код неверный. Осталась одна попытка." : `Код неверный. Осталось попыток: ${left}.`,
    expired: "Этот код больше не действует. Запросите другой.",
    notSent: "Код не удалось отправить. Повторите через полминуты.",
    tooOften: "Другой код пока нельзя отправить. Подождите немного.",
  },
  download: "Скачать подписанный документ",
};
