import { dictionary } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    first: "Create the first operator",
    firstHint: "The first operator is an admin, who invites the others.",
    invitation: "Set your password",
    name: "Name",
    email: "E-mail",
    password: "New password",
    passwordHint: "At least 12 characters. Several unrelated words are easy to remember.",
    submit: "Set and sign in",
    invalid: "This link was used, has ended or never existed. Ask an admin for another.",
  },
  ru: {
    first: "Создать первого оператора",
    firstHint: "Первый оператор — администратор: он приглашает остальных.",
    invitation: "Задать пароль",
    name: "Имя",
    email: "Эл. почта",
    password: "Новый пароль",
    passwordHint: "Не короче 12 знаков. Несколько несвязанных слов легко запомнить.",
    submit: "Задать и войти",
    invalid: "Ссылка уже использована, истекла или её не было. Попросите у администратора новую.",
  },
});
