import { dictionary } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    title: "Sign in",
    token: "Operator's token",
    hint: "It is kept in this page's memory alone: reloading forgets it.",
    submit: "Sign in",
    wrong: "This token is unknown, revoked or expired.",
    ended: "Your session has ended. Sign in again.",
  },
  ru: {
    title: "Вход",
    token: "Токен оператора",
    hint: "Хранится только в памяти этой страницы: перезагрузка его забудет.",
    submit: "Войти",
    wrong: "Такого токена нет, он отозван или истёк.",
    ended: "Сеанс закончился. Войдите снова.",
  },
});
