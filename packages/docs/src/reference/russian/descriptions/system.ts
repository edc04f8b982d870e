import type { Part } from "./part.ts";

/** Of statistics, the audit log and the service itself. */
export const system: Part = {
  "OpenAPI 3.1 of every route of every surface.": "OpenAPI 3.1 всех путей всех интерфейсов.",
  "OpenAPI 3.1 of one surface. Countersign: management API.":
    "OpenAPI 3.1 одного интерфейса: API управления.",
  "OpenAPI 3.1 of one surface. Countersign: able-id.": "OpenAPI 3.1 одного интерфейса: able-id.",
  "OpenAPI 3.1 of one surface. Countersign: Love&Pay.": "OpenAPI 3.1 одного интерфейса: Love&Pay.",
  "OpenAPI 3.1 of one surface. Countersign: Treezor.": "OpenAPI 3.1 одного интерфейса: Treezor.",
  "OpenAPI 3.1 of one surface. Countersign: Rarus.": "OpenAPI 3.1 одного интерфейса: платформа лояльности.",
  "OpenAPI 3.1 of one surface. Countersign: the applicant's page.":
    "OpenAPI 3.1 одного интерфейса: страница заявителя.",
  "OpenAPI 3.1 of one surface. Countersign: health and reference.":
    "OpenAPI 3.1 одного интерфейса: состояние и справочники.",
  "AsyncAPI 3.0 of every event type that webhooks are sent, with its body and headers.":
    "AsyncAPI 3.0 всех типов событий, которые отправляются вебхуками, с телом и заголовками каждого.",
  "For liveness probes: responds as soon as the process listens.":
    "Для проб жизнеспособности (liveness): отвечает, как только процесс принимает соединения.",
  "The process runs.": "Процесс работает.",
  "The state.": "Состояние.",
  "For readiness probes: whether the database responds and is migrated. Kept for a second.":
    "Для проб готовности (readiness): отвечает ли база и выполнены ли миграции. Результат хранится секунду.",
  "The service can work.": "Сервис готов к работе.",
  "Prometheus metrics of the process and of the queue.": "Метрики процесса и очереди для Prometheus.",
  "Metrics in Prometheus' text format.": "Метрики в текстовом формате Prometheus.",
  "Returns who did what, newest first; callers with roles in single projects see what concerns these.":
    "Возвращает, кто что сделал, последнее — первым; вызывающие с ролями в отдельных проектах видят то, что их касается.",
  "Of the project that was changed or looked at.": "Проект, который изменили или просмотрели.",
  "Only calls of these kinds of actors.": "Только вызовы акторов этих видов.",
  "An operator, an API key, …; `bootstrap`: the holder of `COUNTERSIGN_OPERATOR_TOKEN`.":
    "Оператор, ключ API, …; `bootstrap` — владелец `COUNTERSIGN_OPERATOR_TOKEN`.",
  "Only actions of these kinds, such as `project.create`.":
    "Только действия этих видов, например `project.create`.",
  "The id of the object of the action.": "Идентификатор объекта действия.",
  "Id of the audit record.": "Идентификатор записи аудита.",
  "Who acted: a person, a project's key, an applicant or the service itself.":
    "Кто действовал: человек, ключ проекта, заявитель или сам сервис.",
  "Id of the actor, such as an operator's or a project's.":
    "Идентификатор актора, например оператора или проекта.",
  "Who did it.": "Кто это сделал.",
  "What was done, as `thing.verb`, such as `config.change`.":
    "Что сделано, в виде `thing.verb` (объект.действие), например `config.change`.",
  "The project that it concerns; null if it concerns none.":
    "Проект, к которому это относится; null, если ни к какому.",
  "The object of the action.": "Объект действия.",
  "The IP address that the call came from.": "IP-адрес, с которого пришёл вызов.",
  "The reason that the actor gave; null if none.": "Причина, которую указал актор; null, если не указал.",
  "What else is known, without personal data.": "Что ещё известно, без персональных данных.",
  "Returns all records that the filters fit, newest first, one JSON object a line (NDJSON). Leaves an audit record.":
    "Возвращает все записи, подходящие под фильтры, новые — первыми, по одному объекту JSON в строке (NDJSON). Оставляет запись аудита.",
  "The records.": "Записи.",
  "Returns how deliveries ended and how long requests took, step by step.":
    "Возвращает по интервалам, чем закончились доставки и сколько длились запросы.",
  "How far back: in steps of a minute, 15 minutes, an hour, or six hours.":
    "За какое время назад: с интервалами в минуту, 15 минут, час или шесть часов.",
  "Only this project; absent: all that you may see.":
    "Только этот проект; если нет — все, которые вам доступны.",
  "Only this webhook.": "Только этот вебхук.",
  "The requested range.": "Запрошенный промежуток.",
  "Begin of the first step.": "Начало первого интервала.",
  "End of the last step, which is still in progress.":
    "Конец последнего интервала, который ещё не закончился.",
  "Length of a step, in seconds.": "Длина интервала, в секундах.",
  "Begin of the step.": "Начало интервала.",
  "Requests that were not accepted.": "Запросы, которые не приняты.",
  "Deliveries that were accepted at the first attempt.": "Доставки, принятые с первой попытки.",
  "Deliveries that were accepted later.": "Доставки, принятые позже.",
  "Deliveries in mode `forget` whose one attempt was made.":
    "Доставки в режиме `forget`, единственная попытка которых сделана.",
  "Deliveries that were given up.": "Доставки, попытки которых прекращены.",
  "Deliveries that were due and not sent, see their `reason`.":
    "Доставки, которым пришло время, но которые не отправлены, см. их `reason`.",
  "Half of all requests took at most this long; null if there were none.":
    "Половина всех запросов длилась не дольше; null, если их не было.",
  "Nineteen of twenty requests took at most this long.":
    "Девятнадцать из двадцати запросов длились не дольше.",
  "One for each step, the oldest first.": "По одной на каждый интервал, старые — первыми.",
  "The same over the whole range.": "То же за весь промежуток.",
  "Returns what became of sessions and how long they took, step by step.":
    "Возвращает по интервалам, чем закончились сессии и сколько они длились.",
  "Sessions that the applicant began.": "Сессии, которые заявитель начал.",
  "Sessions that went to an operator.": "Сессии, которые попали к оператору.",
  "Sessions that succeeded.": "Успешные сессии.",
  "Sessions that failed.": "Неуспешные сессии.",
  "Sessions that were aborted.": "Прерванные сессии.",
  "Sessions that ran out of time.": "Сессии, время которых вышло.",
  "Half of all ended sessions took at most this long; null if there were none.":
    "Половина всех завершённых сессий длилась не дольше; null, если их не было.",
  "Nineteen of twenty ended sessions took at most this long.":
    "Девятнадцать из двадцати завершённых сессий длились не дольше.",
  "Returns how reviews were decided and how long they waited, step by step.":
    "Возвращает по интервалам, какие решения приняты и сколько они ждали.",
  "Reviews that were requested.": "Запрошенные решения.",
  "Reviews that ended with an approval.": "Решения, которые закончились одобрением.",
  "Reviews that ended with a refusal.": "Решения, которые закончились отказом.",
  "Reviews that were no longer needed.": "Решения, которые стали не нужны.",
  "Reviews that ended with a request for other pictures.":
    "Решения, которые закончились запросом других снимков.",
  "Half of all reviews took at most this long; null if there were none.":
    "Половина всех решений длилась не дольше; null, если их не было.",
  "Nineteen of twenty reviews took at most this long.": "Девятнадцать из двадцати решений длились не дольше.",
  "Returns what hooks decided and how long runs took, step by step.":
    "Возвращает по интервалам, что решили хуки и сколько длились проходы.",
  "Runs that allowed the operation; of a webhook: its calls that did.":
    "Проходы, которые разрешили операцию; для вебхука — его вызовы, которые разрешили.",
  "Runs that denied it.": "Проходы, которые её запретили.",
  "Runs that failed because a hook did.": "Проходы, которые не удались из-за сбоя хука.",
  "Runs that allowed it although a hook failed; of a webhook: its failures that were tolerated.":
    "Проходы, которые её разрешили, хотя хук дал сбой; для вебхука — его допущенные сбои.",
  "Half of all runs took at most this long; null if there were none.":
    "Половина всех проходов длилась не дольше; null, если их не было.",
  "Nineteen of twenty runs took at most this long.": "Девятнадцать из двадцати проходов длились не дольше.",
  "Returns how many deliveries waited and for how long, counted once a minute.":
    "Возвращает, сколько доставок ждало и как долго; подсчитывается раз в минуту.",
  "Deliveries that waited, at most; null if it is not known.":
    "Сколько доставок ждало самое большее; null, если неизвестно.",
  "Age of the oldest of them, in seconds.": "Возраст самой старой из них, в секундах.",
  "As counted last, at most a minute or two ago.": "По последнему подсчёту, не старше минуты-двух.",
  "Shows what happens as server-sent events, from now on or after the event that `Last-Event-ID` names, for\na day. A comment with an id comes when the stream begins, and when all that was missed has been shown. `id` is opaque; `event` is the kind, `data` a JSON object with `projectId`, `createdAt` and the ids to read\nmore with, and never a payload. Nothing is left out in between: where that can't be promised, an event `gap` says so,\nand the lists have to be read again. A comment comes at least every 15 seconds.":
    "Показывает происходящее как server-sent events, с этого момента или после события, которое называет `Last-Event-ID`, в пределах\nсуток. Комментарий с id приходит, когда поток начинается и когда показано всё пропущенное. `id` непрозрачен; `event` — вид, `data` — объект JSON с `projectId`, `createdAt` и идентификаторами, по которым можно прочитать\nостальное; данных событий в нём нет. Между событиями ничего не пропущено: если обещать это нельзя, об этом говорит событие `gap`,\nи списки надо прочитать заново. Комментарий приходит не реже раза в 15 секунд.",
  "Only what happens in these projects.": "Только то, что происходит в этих проектах.",
  "Only these kinds; absent: all that you may see.": "Только эти виды; если нет — все, которые вам доступны.",
  "The id of the last event that you have, for clients that can't send `Last-Event-ID`.":
    "Идентификатор последнего полученного события — для клиентов, которые не могут отправить `Last-Event-ID`.",
  "The id of the last event that you have: the stream continues after it. Browsers send it automatically.":
    "Идентификатор последнего полученного события: поток продолжается после него. Браузеры отправляют его сами.",
  "The events.": "События.",
  "Returns what fails, waits for too long or ends soon, as far as you may see it.":
    "Возвращает то, что даёт сбои, слишком долго ждёт или скоро истекает, — насколько это вам доступно.",
  "`webhook_failing`: its last request failed; `webhook_disabled`: events are kept as cancelled deliveries; `gate_expiring`: from `until` on it lets everything pass; `secret_overlap`: a replaced secret is accepted until `until`; `api_key_expiring`; `review_waiting`: open reviews that end within an hour or wait for a day; `interceptions_degraded`: hooks failed within the last hour.":
    "`webhook_failing`: последний запрос не удался; `webhook_disabled`: события сохраняются как отменённые доставки; `gate_expiring`: с `until` пропускает всё; `secret_overlap`: заменённый секрет принимается до `until`; `api_key_expiring`; `review_waiting`: открытые решения, срок которых истекает в течение часа или которые ждут сутки; `interceptions_degraded`: за последний час хуки давали сбои.",
  "The project that it concerns.": "Проект, к которому это относится.",
  "Id of the webhook or API key that it is about; null: the project.":
    "Идентификатор вебхука или ключа API, о котором речь; null: о проекте.",
  "Its name; null if it has none.": "Его имя; null, если его нет.",
  "Since when it is so.": "С какого времени это так.",
  "When it ends automatically.": "Когда это закончится само.",
  "How many: failed requests of 24 hours, reviews, runs; null: one thing.":
    "Сколько: неудачных запросов за 24 часа, решений, проходов; null: что-то одно.",
  "What should be looked at; empty if nothing.": "На что стоит посмотреть; пусто, если не на что.",
  "Returns versions, the store, the queue and how far retention has come.":
    "Возвращает версии, состояние хранилища, очередь и до какого времени удалены старые данные.",
  "Version of the service that responded.": "Версия ответившего сервиса.",
  "Version of Node.js that it runs on.": "Версия Node.js, на которой он работает.",
  "The role of the process that responded.": "Роль ответившего процесса.",
  "When that process started.": "Когда запущен этот процесс.",
  "Whether the service runs its own Postgres.": "Запускает ли сервис собственный Postgres.",
  "Version of Postgres.": "Версия Postgres.",
  "Size of the database, in bytes.": "Размер базы, в байтах.",
  "Number of the last migration that was applied.": "Номер последней выполненной миграции.",
  "The database.": "База данных.",
  "Deliveries that wait, counted within the last minutes.":
    "Ожидающие доставки, подсчитаны за последние минуты.",
  "The delivery queue; null if it was not counted.": "Очередь доставок; null, если она не подсчитана.",
  "The time up to which retention has run; null: it has not run.":
    "До какого времени удалены старые данные; null: удаления ещё не было.",
  "When it last ran.": "Когда оно выполнялось в последний раз.",
  "The removal of old data.": "Удаление старых данных.",
};
