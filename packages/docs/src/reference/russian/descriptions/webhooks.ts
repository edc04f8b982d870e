import type { Part } from "./part.ts";

/** Of webhooks and interceptions. */
export const webhooks: Part = {
  "Sends the events since a time that the webhook did not get.":
    "Отправляет события с указанного времени, которые вебхук не получил.",
  "One of `/manage/v1/webhooks`, by its id.": "Идентификатор из `/manage/v1/webhooks`.",
  "What ended at this time or later.": "Завершённое в это время или позже.",
  "Returns whether webhooks work, and their calls of the last 24 hours.":
    "Возвращает, работают ли вебхуки, и их вызовы за последние 24 часа.",
  "The webhooks to report, at most 100.": "Вебхуки, о которых сообщить, не больше 100.",
  "`failing`: its last request failed; `idle`: it was not called in 24 hours; `paused` and `disabled` as its `status`.":
    "`failing`: последний запрос не удался; `idle`: за 24 часа не вызывался; `paused` и `disabled` — как его `status`.",
  "Since when it fails or is disabled; null otherwise.":
    "С какого времени даёт сбои или отключён; иначе null.",
  "Half of all calls of the last 24 hours took at most this long; null if there were none.":
    "Половина всех вызовов за последние 24 часа длилась не дольше; null, если вызовов не было.",
  "Nineteen of twenty calls of the last 24 hours took at most this long.":
    "Девятнадцать из двадцати вызовов за последние 24 часа длились не дольше.",
  "Begin of the hour.": "Начало часа.",
  "Of these, requests that were not accepted.": "Из них не принято.",
  "The last 24 hours, the oldest first.": "Последние 24 часа, старые — первыми.",
  "One for each requested webhook that you may see.":
    "По одному на каждый запрошенный вебхук, который вам доступен.",
  "Adds an address for events. Only operators can, and developers where the project allows it. The secret is shown in this response only.":
    "Добавляет адрес для событий. Доступно операторам, а если проект разрешает — и разработчикам. Секрет показывается только в этом ответе.",
  "Project of the webhook.": "Проект вебхука.",
  "The webhook's name, shown to operators.": "Имя вебхука, показывается операторам.",
  "Required except for a built-in gate.": "Обязателен, кроме встроенного порога.",
  "Exact types, families such as `check.*`, or `*`.": "Точные типы, семейства, такие как `check.*`, или `*`.",
  "Null: the native format of the types where they agree, else `standard`.":
    "null: родной формат типов, если он у них общий, иначе `standard`.",
  "`forget`: one attempt; `notify`: retried until accepted; `await`: the same, and the operation's response waits for the first attempt, whose outcome changes nothing in it; `notify_keep`, `await_keep`: the receiver's response is kept; `gate`: called before an operation, which it may deny; `gate_apply`: and may change.":
    "`forget`: одна попытка; `notify`: повторяется, пока не примут; `await`: то же, и ответ операции ждёт первой попытки, исход которой ничего в нём не меняет; `notify_keep`, `await_keep`: ответ приёмника сохраняется; `gate`: вызывается до операции и может её запретить; `gate_apply`: и изменить.",
  "Whether a hook that does not respond denies.": "Запрещает ли хук, который не ответил.",
  "Whether the hook's response is waited for.": "Ждут ли ответа хука.",
  "Whether the hook's response may change the payload.": "Может ли ответ хука изменить данные.",
  "The form's three flags, instead of `mode`: with `awaitAnswer` a gate on before_ events, `await` or `await_keep` on after_ and on_ events.":
    "Три флага формы вместо `mode`: с `awaitAnswer` — gate на событиях before_ и `await` или `await_keep` на событиях after_ и on_.",
  "Ascending; ties by id.": "По возрастанию; при равенстве — по id.",
  "Null: as in the retry schedule, usually 15000; in the modes that an operation waits for 2000, and at most 10000.":
    "null: как в расписании повторов, обычно 15000; в режимах, которых ждёт операция, — 2000, и не больше 10000.",
  "When it starts to be used; null: immediately.": "С какого времени используется; null: сразу.",
  "End of the period, exclusive; null for none.": "Конец периода, не включая; null: без конца.",
  "Credentials for HTTP basic authentication; null: none.":
    "Учётные данные базовой аутентификации HTTP; null: нет.",
  "The user name.": "Имя пользователя.",
  "The password. Never shown again.": "Пароль. Больше никогда не показывается.",
  "A bearer token to send; null: none.": "Токен Bearer, который нужно отправлять; null: нет.",
  "The certificate that the service presents to the receiver; null: none.":
    "Сертификат, который сервис предъявляет приёмнику; null: нет.",
  "The certificate with its chain, in PEM.": "Сертификат с цепочкой, в PEM.",
  "The private key, in PEM.": "Закрытый ключ, в PEM.",
  "Headers to send in addition; null: none.": "Дополнительные заголовки; null: нет.",
  "The name.": "Имя.",
  "The wait before each attempt, in seconds; a first one of 0 makes the first attempt immediately.":
    "Ожидание перед каждой попыткой, в секундах; если первое — 0, первая попытка делается сразу.",
  "`standard` when absent.": "Если нет — `standard`.",
  "Requests per second.": "Запросов в секунду.",
  "`subject`: in strict order within one subject.":
    "`subject`: в строгом порядке в пределах одного субъекта.",
  "The body's content type; null: as the format has it.": "Тип содержимого тела; null: как в формате.",
  "A Liquid template that renders to JSON; null: the body of the wire format.":
    "Шаблон Liquid, из которого получается JSON; null: тело формата.",
  "A CEL expression over `event`, `occurredAt` and `data`; if it is false, the webhook is skipped.":
    "Выражение CEL над `event`, `occurredAt` и `data`; если оно ложно, вебхук пропускается.",
  "What to do when the hook fails (gates only); `fail` by default.":
    "Что делать при сбое хука (только для gate); по умолчанию `fail`.",
  "The price to use.": "Какую цену использовать.",
  "Of a gate on `before_delivery_service_calculate` with `continue`: the price, in the currency's minor unit, to answer with while the hook is broken.":
    "Для gate на `before_delivery_service_calculate` с `continue`: цена в минимальных единицах валюты, которая возвращается при сбое хука.",
  "1 light, 2 regular, 3 strong.": "1 — упрощённый, 2 — обычный, 3 — усиленный.",
  "A built-in gate without an address: denies until the user's KYC level suffices.":
    "Встроенный порог без адреса: запрещает, пока уровень KYC пользователя недостаточен.",
  "Who made it: an operator, a configuration key, or a start call's address.":
    "Кто его создал: оператор, ключ настроек или адрес из вызова, начавшего сессию.",
  "The project's configuration key, where `kind` is static.": "Ключ настроек проекта, если `kind` — static.",
  "Null: a built-in gate.": "null: встроенный порог.",
  "The event types, or families of them.": "Типы событий или их семейства.",
  "The wire format.": "Формат.",
  "The order in which hooks are called, lowest first.": "Порядок, в котором вызываются хуки, по возрастанию.",
  "From when it is in use; null: immediately.": "С какого времени используется; null: сразу.",
  "Until when it is in use; null: without an end.": "До какого времени используется; null: без конца.",
  "The setting: false pauses it.": "Настройка: false приостанавливает.",
  "`active`: it gets events; `paused`: `active` is false, events that happen now are not for it; `disabled`: by an operator, or because it did not work: events are kept as cancelled deliveries, to be recovered once it is enabled. `paused` if both apply.":
    "`active`: получает события; `paused`: `active` — false, события, которые происходят сейчас, не для него; `disabled`: отключён оператором или из-за сбоев — события сохраняются как отменённые доставки и восстанавливаются после включения. Если верно и то и другое — `paused`.",
  "Whether basic authentication is set.": "Задана ли базовая аутентификация.",
  "Whether a bearer token is set.": "Задан ли токен Bearer.",
  "The subject of the certificate.": "Субъект сертификата.",
  "The certificate's SHA-256 fingerprint.": "Отпечаток SHA-256 сертификата.",
  "The certificate that the service presents to the receiver.":
    "Сертификат, который сервис предъявляет приёмнику.",
  "The names of the headers that are sent in addition.": "Имена дополнительных заголовков.",
  "How many requests a second the webhook gets at most; null: no limit.":
    "Сколько запросов в секунду самое большее получает вебхук; null: без ограничения.",
  "Whether events of a subject are sent strictly one after another.":
    "Отправляются ли события одного субъекта строго одно за другим.",
  "Content type of the body; null for the format's own.": "Тип содержимого тела; null — как в формате.",
  "What an operator should check, such as a gate that expires soon, or an awaited webhook that no operation waits for.":
    "Что стоит проверить оператору, например gate, который скоро истекает, или ожидаемый вебхук, которого не ждёт ни одна операция.",
  "Events are kept as cancelled deliveries since then.":
    "С этого времени события сохраняются как отменённые доставки.",
  "Why the webhook is disabled; null while it is not.": "Почему вебхук отключён; null, пока не отключён.",
  "The first failure since the last success.": "Первый сбой после последнего успеха.",
  "Which secrets sign its messages; never the secrets themselves.":
    "Какие секреты подписывают его сообщения; сами секреты не показываются никогда.",
  "Returns webhooks without their secrets, newest first; a project's key sees its own.":
    "Возвращает вебхуки без секретов, новые — первыми; ключ проекта видит свои.",
  "Only webhooks of this project.": "Только вебхуки этого проекта.",
  "Only webhooks of these kinds; absent: all but `outcome`.":
    "Только вебхуки этих видов; если нет — все, кроме `outcome`.",
  "Only webhooks with one of these statuses.": "Только вебхуки с одним из этих статусов.",
  "Only webhooks with this text in their name, address or event types, or with this id.":
    "Только вебхуки с этим текстом в имени, адресе или типах событий либо с этим идентификатором.",
  "Returns a webhook without its secrets.": "Возвращает вебхук без секретов.",
  "Changes the given settings; absent ones stay, null clears one. Only operators can, and developers where the project allows it.":
    "Меняет переданные настройки; отсутствующие не меняются, null очищает. Доступно операторам, а если проект разрешает — и разработчикам.",
  "Deletes a webhook and cancels its pending deliveries; the log stays.":
    "Удаляет вебхук и отменяет его ожидающие доставки; журнал остаётся.",
  "Returns what saving the settings would say, and saves nothing. Settings that are malformed are among the problems as well.":
    "Возвращает то, что ответило бы сохранение этих настроек, и ничего не сохраняет. Неверно составленные настройки тоже перечисляются среди замечаний.",
  "The webhook that is changed, from which omitted settings are taken; absent: a new one.":
    "Вебхук, который меняется и из которого берутся недостающие настройки; если нет — новый.",
  "The settings, as they would be saved.": "Настройки, как они были бы сохранены.",
  "Whether it could be saved.": "Можно ли их сохранить.",
  "The setting, as a dotted path.": "Настройка — путь через точки.",
  "What is wrong with it, and how to fix it.": "Что с ней не так и как это исправить.",
  "What is wrong; empty if it could be saved.": "Что не так; пусто, если их можно сохранить.",
  "How many attempts the retry schedule has.": "Сколько попыток в расписании повторов.",
  "The values of settings that are left open.": "Значения настроек, которые не указаны.",
  "Sends an invented event as the settings say, and returns the whole exchange. A new webhook has no secret yet: the request is signed with an invented one.":
    "Отправляет вымышленное событие по этим настройкам и возвращает весь обмен. У нового вебхука ещё нет секрета: запрос подписывается вымышленным.",
  "Type of the invented event; the first of the webhook's by default.":
    "Тип вымышленного события; по умолчанию первый из типов вебхука.",
  "Its payload; the type's example by default. It must be valid for the type.":
    "Его данные; по умолчанию пример типа. Они должны подходить под схему типа.",
  "Type of the example event.": "Тип события из примера.",
  "For a gate: whether an operation would proceed after this response.":
    "Для gate: продолжилась бы операция после этого ответа.",
  "`delivered`, or the kind of failure, as in the log of attempts; of a gate its verdict.":
    "`delivered` или вид сбоя, как в журнале попыток; для gate — вердикт.",
  "What was observed, in words.": "Что наблюдалось, словами.",
  "What the operation would do after this response.": "Что сделала бы операция после этого ответа.",
  "For broken and tolerated: the word in a run's trace.": "Для broken и tolerated: слово в трассе прохода.",
  "The failure policy, which decides if the hook is broken.":
    "Политика на случай сбоя, которая решает, если хук дал сбой.",
  "Why an operation would not call it at this moment, if so.":
    "Почему операция сейчас не вызвала бы его, если это так.",
  "What is done.": "Что делается.",
  "Where, as a JSON Pointer.": "Где, в виде JSON Pointer.",
  "Where it comes from.": "Откуда берётся.",
  "What would be applied to the payload.": "Что было бы применено к данным.",
  "Remarks of the hooks that allowed it.": "Замечания хуков, которые разрешили.",
  "The HTTP status that the operation would return.": "Статус HTTP, который вернула бы операция.",
  "What went wrong; null if nothing did.": "Что пошло не так; null, если ничего.",
  "The response to the operation's caller; null: the operation would proceed.":
    "Ответ вызывающему операцию; null: операция продолжилась бы.",
  "Null if the webhook is not a gate.": "null, если вебхук — не gate.",
  "How long the operation's response would have waited for this call.":
    "Сколько ответ операции ждал бы этого вызова.",
  "Whether the response would name the webhook in `countersign-degraded`.":
    "Назвал бы ответ этот вебхук в `countersign-degraded`.",
  "The status of the delivery after this attempt.": "Статус доставки после этой попытки.",
  "Why an operation would not wait for it at this moment, if so.":
    "Почему операция сейчас не ждала бы его, если это так.",
  "Null if its mode is neither `await` nor `await_keep`.":
    "null, если его режим — не `await` и не `await_keep`.",
  "What a real call would do.": "Что сделал бы настоящий вызов.",
  "The address that was called.": "Вызванный адрес.",
  "The HTTP method of the call.": "Метод HTTP вызова.",
  "The headers that were sent; credentials are masked.": "Отправленные заголовки; учётные данные скрыты.",
  "The body as it was sent.": "Тело, как оно отправлено.",
  "What was sent.": "Что отправлено.",
  "The HTTP status that came back.": "Полученный статус HTTP.",
  "The headers that came back.": "Полученные заголовки.",
  "At most its first 16 KiB; for a gate, and in modes that keep responses, 256 KiB.":
    "Самое большее первые 16 КиБ; для gate и в режимах, которые сохраняют ответы, — 256 КиБ.",
  "Whether the body was truncated.": "Обрезано ли тело.",
  "What came back; null if nothing did.": "Что получено в ответ; null, если ничего.",
  "The address that was connected to.": "Адрес, с которым установлено соединение.",
  "Milliseconds by phase.": "Миллисекунды по фазам.",
  "Renders a template and evaluates a condition for an event, and sends nothing.":
    "Составляет тело по шаблону и вычисляет условие для события; ничего не отправляет.",
  "Type of the event.": "Тип события.",
  "The template to render; absent: none is.": "Шаблон, по которому составить тело; если нет — никакой.",
  "The condition to evaluate; absent: none is.": "Условие, которое вычислить; если нет — никакое.",
  "The payload that was used.": "Использованные данные.",
  "The body as it would be sent; null if it can't be rendered.":
    "Тело, как оно было бы отправлено; null, если его нельзя составить.",
  "What is wrong, and how to fix it.": "Что не так и как это исправить.",
  "Line of the text, from 1; null if it is not about a place.":
    "Строка текста, от 1; null, если дело не в определённом месте.",
  "Column of the text, from 1.": "Столбец текста, от 1.",
  "What is wrong with the text; null if nothing is.": "Что не так с текстом; null, если ничего.",
  "Null: no template was given.": "null: шаблон не передан.",
  "Whether the webhook would get the event; null if it can't be told.":
    "Получил бы вебхук событие; null, если определить нельзя.",
  "Null: no condition was given.": "null: условие не передано.",
  "Asks the hooks of a before-event as they would be once the settings are saved, in their order. Hooks get `countersign-dry-run: true`; no delivery follows. The run is kept and can be read as an interception.":
    "Опрашивает хуки события `before_…` по порядку так, как если бы настройки были сохранены. Хуки получают `countersign-dry-run: true`; доставок не следует. Проход сохраняется, и его можно прочитать как перехват.",
  "The before-event to ask about; the settings must make a gate of this event.":
    "Событие `before_…`, о котором спросить; по настройкам вебхук должен быть для него gate.",
  "The id of what it happens to.": "Идентификатор того, с чем это происходит.",
  "The user whose KYC level a gate may require, if the payload doesn't name them.":
    "Пользователь, уровень KYC которого может потребовать gate, если данные его не называют.",
  "Whether the operation is allowed.": "Разрешена ли операция.",
  "What the event carries.": "Данные события.",
  "The hook's own, or `hook_broken`.": "Собственный код хука или `hook_broken`.",
  "What went wrong, for people.": "Что пошло не так, для людей.",
  "The name of the hook's webhook.": "Имя вебхука, который является хуком.",
  "The HTTP status that an operation would respond with.": "Статус HTTP, с которым ответила бы операция.",
  "The hooks that failed and were passed over.": "Хуки, которые дали сбой и были пропущены.",
  "What is used where the hook fails.": "Что используется при сбое хука.",
  "The run, for `/manage/v1/interceptions/{id}`.": "Проход, для `/manage/v1/interceptions/{id}`.",
  "Id of the webhook that is the hook.": "Идентификатор вебхука, который является хуком.",
  "The hook's name.": "Имя хука.",
  "Its order of application.": "Его место в порядке применения.",
  "The outcome of calling this hook.": "Чем закончился вызов этого хука.",
  "Why it was skipped, or counts as broken.": "Почему он пропущен или считается давшим сбой.",
  "One sentence; contains no part of the hook's raw response.":
    "Одно предложение; частей необработанного ответа хука в нём нет.",
  "The HTTP status of its response.": "Статус HTTP его ответа.",
  "Calls made: 2 after a connection was refused.": "Число вызовов: 2 после отказа в соединении.",
  "Code of what went wrong.": "Код того, что пошло не так.",
  "What it denied with.": "С чем он запретил.",
  "What it changed in the payload.": "Что он изменил в данных.",
  "Content type of the response; null if it had none.": "Тип содержимого ответа; null, если его не было.",
  "As text: at most its first 256 KiB.": "Текстом: самое большее первые 256 КиБ.",
  "It was longer, or too much was kept at the time.":
    "Ответ был длиннее или в тот момент хранилось слишком много.",
  "What came back, in mode gate_apply; shown where a stored run is read, and there alone.":
    "Полученный ответ, в режиме gate_apply; показывается только при чтении сохранённого прохода.",
  "The hooks that were asked, in order.": "Опрошенные хуки, по порядку.",
  "How long it took in all, in milliseconds.": "Сколько это длилось всего, в миллисекундах.",
  "Puts all configured webhooks of a project in this order, in one step. A list that is no longer complete changes nothing.":
    "Одним вызовом ставит все настроенные вебхуки проекта в этом порядке. Если список уже неполон, ничего не меняется.",
  "The project whose webhooks to order.": "Проект, вебхуки которого упорядочить.",
  "All configured webhooks of the project, in their new order.":
    "Все настроенные вебхуки проекта, в новом порядке.",
  "Its place, with gaps to put others between.": "Его место; между местами оставлены промежутки для других.",
  "All configured webhooks of the project, in their order.": "Все настроенные вебхуки проекта, по порядку.",
  "Returns how the settings changed, newest first. The last 100 versions are kept.":
    "Возвращает изменения настроек, новые — первыми. Хранятся последние 100 версий.",
  "The webhook's version when it was saved.": "Версия вебхука при сохранении.",
  "When it was saved.": "Когда сохранена.",
  "Who acted: a person, a project's key or the service itself.":
    "Кто действовал: человек, ключ проекта или сам сервис.",
  "Id of the actor.": "Идентификатор актора.",
  "Who saved it; null: it was saved before there was a history.":
    "Кто сохранил; null: сохранена до появления истории.",
  "The settings in the form of a settings file: of credentials only which were set.":
    "Настройки в виде файла настроек: из учётных данных — только то, какие заданы.",
  "The setting.": "Настройка.",
  "The value before.": "Значение до.",
  "The value after.": "Значение после.",
  "What differs from the previous version; empty for the first.":
    "Что отличается от предыдущей версии; для первой пусто.",
  "Saves the settings of an earlier version again. Credentials and secrets stay as they are now.":
    "Снова сохраняет настройки прежней версии. Учётные данные и секреты остаются нынешними.",
  "A version from the history.": "Версия из истории.",
  "Stops sending to a webhook; its events are kept as cancelled deliveries.":
    "Прекращает отправку вебхуку; его события сохраняются как отменённые доставки.",
  "Why it is disabled, for other operators.": "Почему отключён, для других операторов.",
  "Sends to a webhook again; returns what it missed and how to recover it.":
    "Возобновляет отправку вебхуку; возвращает, что он пропустил и как это восстановить.",
  "The webhook as it now is.": "Вебхук в его нынешнем виде.",
  "The first failure that led to the disabling, or the disabling itself.":
    "Первый сбой, который привёл к отключению, или само отключение.",
  "How many deliveries failed.": "Сколько доставок не удалось.",
  "POST `{since}` to this path to send them all again.":
    "Отправьте POST с `{since}` на этот путь, чтобы отправить все снова.",
  "Null when it was not disabled.": "null, если он не был отключён.",
  "Sends an invented event, signed like a real one, and returns the whole exchange.":
    "Отправляет вымышленное событие, подписанное как настоящее, и возвращает весь обмен.",
  "Replaces the secret; the previous one signs in addition to it for a while. The new one is shown in this response only.":
    "Заменяет секрет; прежний ещё некоторое время подписывает вместе с ним. Новый показывается только в этом ответе.",
  "Null: the previous secret no longer signs.": "null: прежний секрет больше не подписывает.",
  "Signs with the new secret where there is room for one signature; the previous one stays valid.":
    "Если в подписи есть место только для одного секрета, подписывает новым; прежний остаётся действительным.",
  "Ends a webhook's previous secret before its time.":
    "Досрочно прекращает действие прежнего секрета вебхука.",
  "Returns a project's webhook settings as one YAML file, without secrets.":
    "Возвращает настройки вебхуков проекта одним файлом YAML, без секретов.",
  "The project whose webhooks to export.": "Проект, вебхуки которого выгрузить.",
  "Compares a settings file with a project's webhooks, and applies it if asked to.":
    "Сравнивает файл настроек с вебхуками проекта и, если указано, применяет его.",
  "The project to import into.": "Проект, в который загрузить.",
  "The settings file.": "Файл настроек.",
  "False, the default: only the diff.": "False, по умолчанию: только различия.",
  "Whether the changes were applied.": "Применены ли изменения.",
  "`left`: the file doesn't name it, and it stays as it is.":
    "`left`: файл его не называет, и он остаётся как есть.",
  "Id of the webhook; null for one that would be new.":
    "Идентификатор вебхука; null для того, который был бы новым.",
  "Name of the webhook.": "Имя вебхука.",
  "What differs.": "Что отличается.",
  "Credentials that the file names and the webhook doesn't have: to be set by hand.":
    "Учётные данные, которые файл называет, а у вебхука нет: их нужно задать вручную.",
  "Of an added one, shown once: null in a repetition.":
    "Секрет добавленного вебхука, показывается один раз: при повторе null.",
  "What the file would change, webhook by webhook.": "Что изменил бы файл, вебхук за вебхуком.",
  "Asks the hooks of a before-event in their order. The status is 200 for every verdict.":
    "Опрашивает хуки события `before_…` по порядку. При любом вердикте статус — 200.",
  "The before-event.": "Событие `before_…`.",
  "Project whose hooks to ask.": "Проект, хуки которого опросить.",
  "As the catalog's schema of the event wants it.": "Как требует схема события в каталоге.",
  "Asks the hooks, but lets no delivery follow.": "Опрашивает хуки, но доставок не следует.",
  "Whose KYC level a gate may require, where the payload doesn't name the user.":
    "Чей уровень KYC может потребовать gate, если данные не называют пользователя.",
  "Returns the runs that asked a hook, newest first. A page that looks for something rare may be short, or empty, though there are more.":
    "Возвращает проходы, в которых опрошен хук, новые — первыми. При поиске редкого страница может быть неполной или пустой, хотя есть ещё.",
  "Only runs of these projects.": "Только проходы этих проектов.",
  "Only these runs.": "Только эти проходы.",
  "Only runs of these before-events.": "Только проходы этих событий `before_…`.",
  "Only runs with these verdicts.": "Только проходы с этими вердиктами.",
  "The outcome of the whole chain.": "Итог всей цепочки.",
  "The id of what it happened to.": "Идентификатор того, с чем это произошло.",
  "Id of the run.": "Идентификатор прохода.",
  "Project of the run.": "Проект прохода.",
  "Whom or what it is about.": "О ком или о чём он.",
  "The HTTP status that the operation responded with; null if it went on.":
    "Статус HTTP, с которым ответила операция; null, если она продолжилась.",
  "A broken hook was tolerated.": "Допущен сбой хука.",
  "Whether it was a trial that changes nothing.": "Был ли это пробный вызов, который ничего не меняет.",
  "Returns a run with its steps and changes; leaves an audit record.":
    "Возвращает проход с его шагами и изменениями; оставляет запись аудита.",
  "One of `/manage/v1/interceptions`, by its id.": "Идентификатор из `/manage/v1/interceptions`.",
  "What they were asked about; null: its key was destroyed, or the run is from before it was kept.":
    "О чём их спросили; null: ключ уничтожен или проход старше, чем это стали хранить.",
  "The same with their changes; null: they changed nothing, or denied it.":
    "То же с их изменениями; null: они ничего не изменили или запретили.",
};
