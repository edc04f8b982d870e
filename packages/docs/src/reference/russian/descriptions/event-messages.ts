import type { Part } from "./part.ts";

/** Of the bodies and headers of events. */
export const eventMessages: Part = {
  "the event's id: the same for every attempt and resend":
    "идентификатор события: один и тот же для всех попыток и повторных отправок",
  "seconds since the epoch, of this attempt": "секунды с начала эпохи, для этой попытки",
  "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, under the webhook's secret; two during a rotation":
    "`v1,` и base64 от HMAC-SHA256 над `id.timestamp.body`, под секретом вебхука; во время смены — две",
  "counts from 1": "считается от 1",
  "the event's place among those of its subject": "место события среди событий его субъекта",
  "the project's static success or error URL": "статический URL проекта для успеха или ошибки",
  "the session's id": "идентификатор сессии",
  "the integrator's own id of the session": "собственный идентификатор сессии у интегратора",
  "1 male, 2 female": "1 — мужской, 2 — женский",
  "SHA-1 of the photo's bytes": "SHA-1 байтов фотографии",
  "the event's id": "идентификатор события",
  "milliseconds since the epoch, of this attempt": "миллисекунды с начала эпохи, для этой попытки",
  "`sha256=` and the hex HMAC-SHA256 of the body, under the webhook's secret as text":
    "`sha256=` и HMAC-SHA256 тела в hex, под секретом вебхука как текстом",
  "for the person to read, in the session's language": "текст для человека, на языке сессии",
  "since the epoch, in seconds, milliseconds or tenths of them, by type and size":
    "с начала эпохи, в секундах, миллисекундах или десятых их долях — по типу и величине",
  "base64 HMAC-SHA256 of object_payload as it stands":
    "base64 от HMAC-SHA256 поля object_payload в том виде, в котором оно передано",
  "1 accepted, 0 refused": "1 — принято, 0 — отклонено",
  "with a refusal only": "только при отказе",
  "2024-06-27T09:16:23+02:00; empty until somebody was identified":
    "2024-06-27T09:16:23+02:00; пусто, пока никто не идентифицирован",
  "short, for a human to say": "короткий, чтобы его мог назвать человек",
  "also the envelope's object_id": "он же — object_id конверта",
  "absent where nobody was identified": "отсутствует, если никто не идентифицирован",
  "with CANCELED only": "только при CANCELED",
  "of the loyalty card": "карты лояльности",
  "at the gateway: what else the upstream gets": "в шлюзе: что ещё получает upstream-сервис",
  "the query's parameters": "параметры запроса",
  "members of the body that the method doesn't know": "поля тела, которых метод не знает",
  "The buyer.": "Покупатель.",
  "of one, in the currency's minor unit": "за единицу, в минимальных единицах валюты",
  "What is ordered.": "Что заказано.",
  "ISO 4217.": "ISO 4217.",
  "in the currency's minor unit": "в минимальных единицах валюты",
  "Who delivers it.": "Кто доставляет.",
  "of the order": "заказа",
  "null: an upstream keeps the order": "null: заказ хранит upstream-сервис",
  "as the bank has it: ISO 4217, numeric": "как её называет банк: цифровой код ISO 4217",
  "the bank's code of a sum fully authorised": "код банка для полностью авторизованной суммы",
  "of the delivery service": "службы доставки",
  grams: "граммы",
  "metres; null: unknown": "метры; null: неизвестно",
  "of the user": "пользователя",
  "the integrator's own id of the person": "собственный идентификатор человека у интегратора",
  "the pictures that are asked for again": "снимки, которые запрошены снова",
  "when the applicant's time ends": "когда заканчивается время заявителя",
  "whk_…": "whk_…",
  "dlv_…": "dlv_…",
  "evt_…": "evt_…",
  "null if the last attempt got no response": "null, если последняя попытка не получила ответа",
};
