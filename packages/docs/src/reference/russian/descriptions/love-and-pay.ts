import type { Part } from "./part.ts";

/** Of Love&Pay. */
export const loveAndPay: Part = {
  "Starts a session that checks a document and a selfie, with `level: full` the face from three sides. Send the customer to `verificationUrl` within 30 minutes.":
    "Начинает сессию, которая проверяет документ и селфи, а с `level: full` — и лицо с трёх сторон. Направьте клиента на `verificationUrl` в течение 30 минут.",
  "Milliseconds since the epoch. Required where the project demands signed requests.":
    "Миллисекунды с начала эпохи. Обязателен, если проект требует подписанных запросов.",
  "The request's signature. Required where the project demands signed requests.":
    "Подпись запроса. Обязательна, если проект требует подписанных запросов.",
  "The caller's own id of the customer; returned as it was given.":
    "Собственный идентификатор клиента у вызывающего; возвращается как передан.",
  "The customer's e-mail address; returned as it was given.":
    "Адрес почты клиента; возвращается как передан.",
  "The customer's phone number; returned as it was given.":
    "Номер телефона клиента; возвращается как передан.",
  "How thoroughly the customer is verified: `basic` by document and selfie, `full` also by the face from three sides.":
    "Насколько тщательно проверяется клиент: `basic` — по документу и селфи, `full` — ещё и по лицу с трёх сторон.",
  "Anything to get back in events and responses: at most 50 keys and 10,000 characters.":
    "Что угодно, чтобы получить обратно в событиях и ответах: не больше 50 ключей и 10 000 символов.",
  "Where the customer returns to. Only the project's `SUCCESS_REDIRECT_URL` is accepted; best left out.":
    "Куда возвращается клиент. Принимается только `SUCCESS_REDIRECT_URL` проекта; лучше не указывать.",
  "The session, `kyc_…`.": "Сессия, `kyc_…`.",
  "The same as `id`.": "То же, что `id`.",
  "The session waits for the customer.": "Сессия ждёт клиента.",
  "The customer's link. It is a credential: anybody who has it can take part in the session.":
    "Ссылка клиента. Это учётные данные: любой, у кого она есть, может участвовать в сессии.",
  "When the session ends unless it is finished before: after 30 minutes.":
    "Когда истекает сессия, если не завершится раньше: через 30 минут.",
  "Returns the project's sessions of this API, newest first.":
    "Возвращает сессии проекта в этом API, новые — первыми.",
  "Only sessions in this state.": "Только сессии в этом состоянии.",
  "How many sessions to return at most.": "Сколько сессий вернуть самое большее.",
  "How many sessions to skip.": "Сколько сессий пропустить.",
  "How thoroughly the customer is verified.": "Насколько тщательно проверяется клиент.",
  "The integrator's own id of the customer, as given at the start.":
    "Собственный идентификатор клиента у интегратора, переданный при начале.",
  "The customer's e-mail address, as given at the start.": "Адрес почты клиента, переданный при начале.",
  "The customer's phone number, as given at the start.": "Номер телефона клиента, переданный при начале.",
  "0 to 1; null if nobody scored it.": "От 0 до 1; null, если никто не оценил.",
  "What was judged, each from 0 to 1.": "Что оценено, каждое от 0 до 1.",
  "The verified person; only with APPROVED.": "Подтверждённая личность; только при APPROVED.",
  "As in the document.": "Как в документе.",
  "The document that was shown.": "Показанный документ.",
  "Masked except for its last four characters.": "Скрыт, кроме последних четырёх символов.",
  "Why the person did not pass; only with DECLINED.":
    "Почему человек не прошёл проверку; только при DECLINED.",
  "Why, for people, in the session's language.": "Почему, для людей, на языке сессии.",
  "Null until it is decided.": "null, пока решение не принято.",
  "Only with DECLINED, where the project allows another attempt: the customer's link to the reason, the advice and Try again. It is a credential.":
    "Только при DECLINED, если проект разрешает ещё попытку: ссылка клиента на причину, совет и кнопку «Попробовать снова». Это учётные данные.",
  "The metadata given at the start.": "Метаданные, переданные при начале.",
  "When the session was created.": "Когда создана сессия.",
  "When it was approved or declined; null otherwise.": "Когда одобрена или отклонена; иначе null.",
  "The sessions of this page, newest first.": "Сессии этой страницы, новые — первыми.",
  "How many sessions match in all.": "Сколько сессий подходит всего.",
  "As in the request.": "Как в запросе.",
  "Returns the session with its result, once it is decided.":
    "Возвращает сессию, а после решения — и её результат.",
  "Registers an address for KYC events. Only operators can. The secret is shown in this response only.":
    "Регистрирует адрес для событий KYC. Доступно только операторам. Секрет показывается только в этом ответе.",
  "The event types to send.": "Типы событий, которые отправлять.",
  "The event types that are sent.": "Типы событий, которые отправляются.",
  "Returns the project's webhooks in this format, without their secrets, newest first.":
    "Возвращает вебхуки проекта в этом формате, без секретов, новые — первыми.",
  "The project's webhooks, newest first.": "Вебхуки проекта, новые — первыми.",
  "Deletes a webhook and cancels its pending deliveries. Only operators can.":
    "Удаляет вебхук и отменяет его ожидающие доставки. Доступно только операторам.",
  "The webhook, `whk_…`.": "Вебхук, `whk_…`.",
  "The webhook was deleted.": "Вебхук удалён.",
};
