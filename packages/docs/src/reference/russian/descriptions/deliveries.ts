import type { Part } from "./part.ts";

/** Of deliveries and replays. */
export const deliveries: Part = {
  "Returns deliveries, newest first. A page can be shorter than its limit, even empty, and have a `nextCursor`: a filter that fits little looks through 50,000 deliveries at a time.":
    "Возвращает доставки, новые — первыми. Страница может быть короче предела, даже пустой, и при этом иметь `nextCursor`: фильтр, под который подходит мало, просматривает по 50 000 доставок за раз.",
  "Only deliveries of this project.": "Только доставки этого проекта.",
  "Only deliveries with one of these statuses.": "Только доставки с одним из этих статусов.",
  "Only deliveries whose last attempt failed in this way.":
    "Только доставки, последняя попытка которых не удалась таким образом.",
  "Only deliveries whose last attempt got one of these HTTP statuses.":
    "Только доставки, последняя попытка которых получила один из этих статусов HTTP.",
  "Id of the delivery, `dlv_…`.": "Идентификатор доставки, `dlv_…`.",
  "The event that it delivers, the same as in the `webhook-id` header.":
    "Событие, которое она доставляет; то же, что в заголовке `webhook-id`.",
  "The webhook that it goes to.": "Вебхук, которому она направлена.",
  "The project whose event is delivered.": "Проект, событие которого доставляется.",
  "The event's type.": "Тип события.",
  "What the event happened to, such as a session's id.":
    "С чем произошло событие, например идентификатор сессии.",
  "The event's number within its subject, where it has one.": "Номер события в пределах субъекта, если есть.",
  "`pending`: not tried yet; `retrying`: failed, will be tried again; `delivered`: the receiver accepted; `done`: the one attempt of mode `forget` was made; `exhausted`: gave up; `cancelled`: not sent, see `reason`.":
    "`pending`: попыток ещё не было; `retrying`: не удалась, будет повторена; `delivered`: приёмник принял; `done`: единственная попытка режима `forget` сделана; `exhausted`: попытки прекращены; `cancelled`: не отправлена, см. `reason`.",
  "Why it ended, if its attempts don't say. Exhausted: the receiver responded that it is `gone` (410), or `refused` permanently. Cancelled: the webhook was `disabled`, `paused` or `deleted`; the subject is `erased`; the payload has `expired`; the body is `unreadable` or could not be rendered (`unrendered`); the webhook's `condition` is not met; somebody `stopped` it.":
    "Почему завершена, если этого не говорят попытки. Исчерпана: приёмник ответил, что его больше нет (`gone`, 410) или что он отказывается окончательно (`refused`). Отменена: вебхук отключён (`disabled`), приостановлен (`paused`) или удалён (`deleted`); субъект стёрт (`erased`); срок данных истёк (`expired`); тело нельзя прочитать (`unreadable`) или составить (`unrendered`); не выполнено условие вебхука (`condition`); доставку остановили (`stopped`).",
  "Attempts made so far, resends included.": "Сколько сделано попыток, включая повторные отправки.",
  "When the event was accepted.": "Когда принято событие.",
  "HTTP status of the response to its last attempt; null without one.":
    "Статус HTTP ответа на последнюю попытку; null, если его нет.",
  "How its last attempt failed, such as `timeout`; null if it did not, or none was made.":
    "Чем не удалась последняя попытка, например `timeout`; null, если удалась или попыток не было.",
  "How long its last attempt took; null if none was made.":
    "Сколько длилась последняя попытка; null, если попыток не было.",
  "When the next attempt is due; null if there is none: it has ended, is being sent now, or waits for an earlier delivery of its subject.":
    "Когда пора следующей попытке; null, если её не будет: доставка завершена, отправляется сейчас или ждёт более ранней доставки своего субъекта.",
  "When it ended; null while it is in progress.": "Когда завершена; null, пока не завершена.",
  "The replay that last sent it, if any.": "Воспроизведение, которое отправило её последним, если было.",
  "Returns a delivery with its attempts.": "Возвращает доставку с её попытками.",
  "One of `/manage/v1/deliveries`, by its id.": "Идентификатор из `/manage/v1/deliveries`.",
  "The webhook's current address, where it would be sent next; null if the webhook is deleted.":
    "Текущий адрес вебхука, на который она была бы отправлена следующей; null, если вебхук удалён.",
  "How many attempts the webhook's current retry schedule has; null if the webhook is deleted.":
    "Сколько попыток в текущем расписании повторов вебхука; null, если вебхук удалён.",
  "Counts from 1 over all attempts of the delivery, resends included.":
    "Считает все попытки доставки от 1, включая повторные отправки.",
  "Whether it was sent again on request instead of by the retry schedule.":
    "Отправлена ли снова по запросу, а не по расписанию повторов.",
  "When the request began.": "Когда начался запрос.",
  "How long it took, until the response was read or the request failed.":
    "Сколько длилась, пока не прочитан ответ или не произошёл сбой.",
  "`delivered`; by the status of the response: `gone`, `throttled`, `redirect`, `client_error`, `server_error`, `not_accepted`; or why there was none, such as `timeout` or `dns`.":
    "`delivered`; по статусу ответа: `gone`, `throttled`, `redirect`, `client_error`, `server_error`, `not_accepted`; или почему его не было, например `timeout` или `dns`.",
  "HTTP status of the response; null without one.": "Статус HTTP ответа; null, если его нет.",
  "The address that was called; null for attempts logged before addresses were kept.":
    "Вызванный адрес; null для попыток, записанных до того, как адреса стали хранить.",
  "IP address and port that was connected to; null if none was.":
    "IP-адрес и порт, с которыми установлено соединение; null, если не установлено.",
  "Headers of the request; credentials are masked.": "Заголовки запроса; учётные данные скрыты.",
  "Milliseconds by phase: `wait`, `dns`, `connect`, `tls`, `firstByte`, `total`. One that did not happen is absent.":
    "Миллисекунды по фазам: `wait`, `dns`, `connect`, `tls`, `firstByte`, `total`. Фазы, которой не было, нет.",
  "`cut`: the response was longer than what is kept; `malformed`: it should be JSON and is not.":
    "`cut`: ответ длиннее, чем хранится; `malformed`: должен быть JSON, но это не так.",
  "Its attempts, the first one first.": "Её попытки, первая — первой.",
  "Returns the request and the responses; leaves an audit record.":
    "Возвращает запрос и ответы; оставляет запись аудита.",
  "Content type of the request; null once it is deleted.": "Тип содержимого запроса; null, когда он удалён.",
  "What was sent; null if it is withheld.": "Что отправлено; null, если не показывается.",
  "Why nothing is shown: the subject was `erased`, the project's retention of payloads has `expired`, the data is `personal` and the caller is a project's key; `unrendered`: of the body alone, the webhook's template has not rendered it yet, or can't.":
    "Почему ничего не показано: субъект стёрт (`erased`), истёк срок хранения данных в проекте (`expired`), данные персональные (`personal`), а вызывает ключ проекта; `unrendered` — только о теле: по шаблону вебхука оно ещё не составлено или не может быть составлено.",
  "Number of the attempt.": "Номер попытки.",
  "Headers of the response.": "Заголовки ответа.",
  "Body of the response, truncated if it is long.": "Тело ответа; длинное обрезано.",
  "What is wrong with the response's body.": "Что не так с телом ответа.",
  "The responses to the attempts, the first one first.": "Ответы на попытки, первый — первым.",
  "Sends a delivery again, under the same event id.":
    "Отправляет доставку снова, с тем же идентификатором события.",
  "1: it was queued again; 0: it is being sent right now, or can no longer be sent (the subject is erased, the payload is deleted, the webhook is paused, disabled or deleted).":
    "1: снова поставлена в очередь; 0: отправляется прямо сейчас или больше не может быть отправлена (субъект стёрт, данные удалены, вебхук приостановлен, отключён или удалён).",
  "Makes a delivery that waits for its next attempt due at once.":
    "Сразу выполняет следующую попытку доставки, которая её ждёт.",
  "Cancels a delivery that is on its way. A request in flight can't be recalled: the receiver may still get it.":
    "Отменяет доставку, которая ещё не завершена. Начатый запрос отозвать нельзя: приёмник ещё может его получить.",
  "Sends nothing. The count is what `confirmedCount` of `POST /manage/v1/replays` confirms.":
    "Ничего не отправляет. Это число подтверждает `confirmedCount` в `POST /manage/v1/replays`.",
  "The project whose deliveries are sent again.": "Проект, доставки которого отправляются снова.",
  "These deliveries; one id or a list.": "Эти доставки; один идентификатор или список.",
  "Deliveries of these events; one id or a list.": "Доставки этих событий; один идентификатор или список.",
  "Deliveries to these webhooks; one id or a list.": "Доставки этим вебхукам; один идентификатор или список.",
  "Deliveries of events of these types; one or a list.": "Доставки событий этих типов; один или список.",
  "Deliveries about these subjects; one or a list.": "Доставки об этих субъектах; один или список.",
  "Deliveries with one of these statuses; absent: all that have ended.":
    "Доставки с одним из этих статусов; если нет — все завершённые.",
  "How many deliveries the filter matches at this moment.":
    "Сколько доставок подходит под фильтр в этот момент.",
  "Sends all deliveries of a project that the filter finds, under their old ids, in the order in which they were accepted. It runs in the background; `GET /manage/v1/replays/{id}` returns its progress. A replay that nothing but the project and the status narrows needs the `confirmedCount` of what it may send.":
    "Отправляет все доставки проекта, которые находит фильтр, с прежними идентификаторами, в порядке их принятия. Выполняется в фоне; о ходе сообщает `GET /manage/v1/replays/{id}`. Воспроизведению, которое ограничено только проектом и статусом, нужен `confirmedCount` — сколько доставок оно может отправить.",
  "The count that you have confirmed, from `POST /manage/v1/replays/count`: 409 if there are more. Required if only the project and the status narrow the replay.":
    "Подтверждённое вами число из `POST /manage/v1/replays/count`: 409, если их больше. Обязательно, если воспроизведение ограничено только проектом и статусом.",
  "Returns a project's replays, newest first.": "Возвращает воспроизведения проекта, новые — первыми.",
  "Only replays of this project.": "Только воспроизведения этого проекта.",
  "Only replays with one of these statuses.": "Только воспроизведения с одним из этих статусов.",
  "Returns how far a replay has come.": "Возвращает ход воспроизведения.",
  "One of `/manage/v1/replays`, by its id.": "Идентификатор из `/manage/v1/replays`.",
  "Puts no more deliveries into the queue; those already queued still go out.":
    "Больше не ставит доставки в очередь; уже поставленные отправляются.",
};
