import { dictionary } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    title: "Sign in at a device",
    hint: "Enter the code that the command line shows.",
    code: "Code",
    next: "Continue",
    asks: "Who asks",
    program: "Program",
    address: "IP address",
    askedAt: "Asked at",
    unknown: "unknown",
    warning:
      "Approve only if you started this yourself and your terminal shows the same code. The program may then do whatever you may do, for 90 days; you can revoke its token in your account.",
    approve: "Approve",
    refuse: "Refuse",
    approved: "Approved. Return to your terminal.",
    refused: "Refused. The program gets nothing.",
    mistyped: "Eight letters, as the command line shows them",
    gone: "Nothing waits under this code: it was used, is over ten minutes old, or is mistyped.",
    byToken: "You are signed in with a token. Sign in with your password or a passkey to approve a device.",
  },
  ru: {
    title: "Вход на устройстве",
    hint: "Введите код, который показывает командная строка.",
    code: "Код",
    next: "Продолжить",
    asks: "Кто запрашивает",
    program: "Программа",
    address: "IP-адрес",
    askedAt: "Запрошено",
    unknown: "неизвестен",
    warning:
      "Разрешайте, только если вы начали вход сами и терминал показывает тот же код. 90 дней программа сможет всё, что можете вы; её токен можно отозвать в вашей учётной записи.",
    approve: "Разрешить",
    refuse: "Отклонить",
    approved: "Разрешено. Вернитесь в терминал.",
    refused: "Отклонено. Программа ничего не получит.",
    mistyped: "Восемь букв, как показывает командная строка",
    gone: "По этому коду никто не ждёт: он использован, старше десяти минут или введён с ошибкой.",
    byToken: "Вы вошли по токену. Чтобы разрешить вход на устройстве, войдите с паролем или ключом доступа.",
  },
});
