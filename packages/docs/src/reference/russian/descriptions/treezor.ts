import type { Part } from "./part.ts";

/** Of Treezor. */
export const treezor: Part = {
  "Creates a user to be verified. A repetition with the same `accessTag` returns the first user.":
    "Создаёт пользователя для проверки. Повторный вызов с тем же `accessTag` возвращает пользователя, созданного первым.",
  "1 a natural person, 2 a business, 3 a government, 4 another entity.":
    "1 — физическое лицо, 2 — компания, 3 — государство, 4 — другая организация.",
  "The caller's own mark.": "Собственная пометка вызывающего.",
  "The user that this one belongs to.": "Пользователь, к которому относится этот.",
  "In which role this user belongs to the other one.": "В какой роли этот пользователь относится к другому.",
  "The form of address: `M`, `MME`, `MLLE`.": "Обращение: `M`, `MME`, `MLLE`.",
  "Further given names.": "Другие имена.",
  "The date of birth; `0000-00-00` where unknown.": "Дата рождения; `0000-00-00`, если неизвестна.",
  "The address, first line.": "Адрес, первая строка.",
  "The address, second line.": "Адрес, вторая строка.",
  "The address, third line.": "Адрес, третья строка.",
  "The city.": "Город.",
  "The state or province.": "Штат или провинция.",
  "The country of residence, ISO 3166-1 alpha-2.": "Страна проживания, ISO 3166-1 alpha-2.",
  "The mobile number.": "Мобильный телефон.",
  "A second nationality.": "Второе гражданство.",
  "The city of birth.": "Город рождения.",
  "The country of birth, ISO 3166-1 alpha-2.": "Страна рождения, ISO 3166-1 alpha-2.",
  "The profession.": "Профессия.",
  "The yearly income in thousands, as a range.": "Годовой доход в тысячах, диапазоном.",
  "The legal name of an entity.": "Юридическое название организации.",
  "The name printed on cards.": "Название, печатаемое на картах.",
  "The registration number of an entity.": "Регистрационный номер организации.",
  "The VAT number.": "Номер плательщика НДС.",
  "When an entity was registered; `0000-00-00` where unknown.":
    "Когда организация зарегистрирована; `0000-00-00`, если неизвестно.",
  "The code of an entity's legal form.": "Код организационно-правовой формы.",
  "The share capital.": "Уставный капитал.",
  "The code of an entity's sector.": "Код отрасли организации.",
  "The yearly turnover, as a range.": "Годовой оборот, диапазоном.",
  "The yearly net income, as a range.": "Годовая чистая прибыль, диапазоном.",
  "The number of employees, as a range.": "Число сотрудников, диапазоном.",
  "The share that a beneficial owner holds, in percent.": "Доля бенефициарного владельца, в процентах.",
  "The position in the entity.": "Положение в организации.",
  "The personal assets in thousands, as a range.": "Личные активы в тысячах, диапазоном.",
  "The country of tax residence, ISO 3166-1 alpha-2.": "Страна налогового резидентства, ISO 3166-1 alpha-2.",
  "The tax number.": "Налоговый номер.",
  "The language of the user's page, where it is one of ours.":
    "Язык страницы пользователя, если он из наших.",
  "Whether the user is a US person by FATCA.": "Является ли пользователь лицом США по FATCA.",
  "The role in the entity.": "Роль в организации.",
  "The kind of entity.": "Вид организации.",
  "The kind of control over the entity.": "Вид контроля над организацией.",
  "The entity's activity outside of the EU.": "Деятельность организации вне ЕС.",
  "Whether the entity is under economic sanctions.": "Находится ли организация под экономическими санкциями.",
  "Whether it resides in countries under sanctions.": "Находится ли она в странах под санкциями.",
  "Whether it is involved in sanctions.": "Затрагивают ли её санкции.",
  "The answers to the sanctions questionnaire.": "Ответы на вопросник о санкциях.",
  "When that questionnaire was filled in.": "Когда заполнен этот вопросник.",
  "The time zone.": "Часовой пояс.",
  "Makes repetitions of the call have one effect: a key of the caller's own.":
    "Чтобы повторы вызова действовали один раз: собственный ключ вызывающего.",
  "The project's number.": "Номер проекта.",
  "The country of residence in words.": "Страна проживания словами.",
  "What the operator remarked on the decision.": "Замечание оператора к решению.",
  "When the user was created, UTC.": "Когда создан пользователь, UTC.",
  "When the user was last changed, UTC.": "Когда пользователь в последний раз изменён, UTC.",
  "110009 active, 110010 frozen, 110011 cancelled.":
    "110009 — активен, 110010 — заморожен, 110011 — отменён.",
  "A remark on the status.": "Замечание к статусу.",
  "The SEPA creditor identifier.": "Идентификатор кредитора SEPA.",
  "How many wallets the user has; always 0 for users created here.":
    "Сколько у пользователя кошельков; всегда 0 у созданных здесь.",
  "How many pay-ins the user made; always 0 for users created here.":
    "Сколько у пользователя пополнений; всегда 0 у созданных здесь.",
  "How many users match in all.": "Сколько пользователей подходит всего.",
  "The users; one if one was requested.": "Пользователи; один, если запрошен один.",
  "Returns the project's users, newest first, page by page.":
    "Возвращает пользователей проекта постранично, новых — первыми.",
  "Only this user.": "Только этот пользователь.",
  "Only users with this mark.": "Только пользователи с этой пометкой.",
  "Only users with this address.": "Только пользователи с этим адресом.",
  "Which page, from 1.": "Какая страница, от 1.",
  "How many entries a page has.": "Сколько записей на странице.",
  "Returns a list of the one user.": "Возвращает список из одного пользователя.",
  "Changes the given members of a user; absent ones stay as they are.":
    "Меняет переданные поля пользователя; отсутствующие не меняются.",
  "Asks operators to decide about a user and sends `user.kycrequest` and `kycreview.request`. A repetition with the same `accessTag` sends nothing again.":
    "Просит операторов принять решение о пользователе и отправляет `user.kycrequest` и `kycreview.request`. Повторный вызов с тем же `accessTag` ничего снова не отправляет.",
  "Stores a PDF, JPEG or PNG file of a user and sends `document.create`: as JSON with the file in base64, or as multipart with a part `file`. The type is judged by the content.":
    "Сохраняет файл пользователя — PDF, JPEG или PNG — и отправляет `document.create`: в JSON с файлом в base64 или в multipart с частью `file`. Тип определяется по содержимому.",
  "The user to whom it belongs.": "Пользователь, которому он принадлежит.",
  "What kind of document it is.": "Какого вида документ.",
  "The file in base64.": "Файл в base64.",
  "The tax residence that it belongs to.": "Налоговое резидентство, к которому относится.",
  "Whether an operator reviews it first: `document.create` is sent once they approve it.":
    "Смотрит ли его сначала оператор: `document.create` отправляется, когда он одобрит.",
  "The user whom it is of.": "Пользователь, чей это документ.",
  "The user's given name.": "Имя пользователя.",
  "The user's family name.": "Фамилия пользователя.",
  "The number of its type.": "Номер его типа.",
  "The name of the file to download.": "Имя файла для скачивания.",
  "Always empty: there are no thumbnails.": "Всегда пусто: миниатюр нет.",
  "When it was uploaded, UTC.": "Когда загружен, UTC.",
  "When it was last changed, UTC; zeros where it never was.":
    "Когда в последний раз изменён, UTC; нули, если ни разу.",
  "600001 validated, 600002 refused, 600003 pending, 600004 cancelled.":
    "600001 — одобрен, 600002 — отклонён, 600003 — ожидает, 600004 — отменён.",
  "What the operator remarked on the decision; `PRE_REVIEW` while one is awaited.":
    "Замечание оператора к решению; `PRE_REVIEW`, пока ожидается предварительное.",
  "The tax residence that it belongs to; 0 for none.":
    "Налоговое резидентство, к которому относится; 0, если ни к какому.",
  "The documents; one if one was requested.": "Документы; один, если запрошен один.",
  "Returns the documents of the project's users, newest first, page by page.":
    "Возвращает документы пользователей проекта постранично, новые — первыми.",
  "Only this document.": "Только этот документ.",
  "Only documents of this user.": "Только документы этого пользователя.",
  "Only documents of this type.": "Только документы этого типа.",
  "Returns a list of the one document, without its file.":
    "Возвращает список из одного документа, без файла.",
  "Changes what is said about a document and sends `document.update`; absent members stay.":
    "Меняет сведения о документе и отправляет `document.update`; отсутствующие поля не меняются.",
  "Cancels a document and sends `document.cancel`. It can still be read.":
    "Отменяет документ и отправляет `document.cancel`. Его по-прежнему можно прочитать.",
  "Returns the file as it was uploaded. Every download is audited.":
    "Возвращает файл в том виде, в котором он загружен. Каждое скачивание попадает в аудит.",
  "Opens a liveness check of a user. Send the user to `identificationUrl` within 30 minutes. A repetition with the same `accessTag` returns the first response for a day.":
    "Открывает проверку живости пользователя. Направьте его на `identificationUrl` в течение 30 минут. Повторный вызов с тем же `accessTag` в течение суток возвращает первый ответ.",
  "Where the user opens the link: in the caller's app or in a browser; `type` of the session's events.":
    "Где пользователь открывает ссылку: в приложении вызывающего или в браузере; `type` в событиях сессии.",
  "The `object_id` of the session's events.": "`object_id` событий сессии.",
  "The user's link. It is a credential: anybody who has it can take part in the session.":
    "Ссылка пользователя. Это учётные данные: любой, у кого она есть, может участвовать в сессии.",
  "Returns every liveness check of a user, newest first.":
    "Возвращает все проверки живости пользователя, новые — первыми.",
  "`INITIATED` until the user has entered, then as the events have it.":
    "`INITIATED`, пока пользователь не начал, затем — как в событиях.",
  "When it was opened.": "Когда открыта.",
  "When it ends unless it is finished before.": "Когда истекает, если не завершится раньше.",
  "The user's identifications by this method, newest first.":
    "Идентификации пользователя этим методом, новые — первыми.",
  "Returns the state of one liveness check of a user.":
    "Возвращает состояние одной проверки живости пользователя.",
  "The identification, as the call that opened it returned it.":
    "Идентификация, как её вернул открывший её вызов.",
  "The identification.": "Идентификация.",
  "Opens a qualified e-signature of a user. Send the user to `identificationUrl` within 30 minutes. A repetition with the same `accessTag` returns the first response for a day.":
    "Открывает квалифицированную электронную подпись пользователя. Направьте его на `identificationUrl` в течение 30 минут. Повторный вызов с тем же `accessTag` в течение суток возвращает первый ответ.",
  "Returns every qualified e-signature of a user, newest first.":
    "Возвращает все квалифицированные электронные подписи пользователя, новые — первыми.",
  "Returns the state of one qualified e-signature of a user.":
    "Возвращает состояние одной квалифицированной электронной подписи пользователя.",
  "Opens a video conference of a user. Send the user to `identificationUrl` within 30 minutes. A repetition with the same `accessTag` returns the first response for a day.":
    "Открывает видеоконференцию пользователя. Направьте его на `identificationUrl` в течение 30 минут. Повторный вызов с тем же `accessTag` в течение суток возвращает первый ответ.",
  "Returns every video conference of a user, newest first.":
    "Возвращает все видеоконференции пользователя, новые — первыми.",
  "Returns the state of one video conference of a user.":
    "Возвращает состояние одной видеоконференции пользователя.",
  "Subscribes an address to events. Only operators can. The secret is shown in this response only.":
    "Подписывает адрес на события. Доступно только операторам. Секрет показывается только в этом ответе.",
  "The event types to send; all if absent or empty.":
    "Типы событий, которые отправлять; все, если нет или пусто.",
  "Id of the hook.": "Идентификатор хука.",
  "The event types that are sent; empty means all.":
    "Типы событий, которые отправляются; пусто означает все.",
  "Returns the project's hooks, newest first.": "Возвращает хуки проекта, новые — первыми.",
  "The project's hooks, newest first.": "Хуки проекта, новые — первыми.",
  "Returns one hook, without its secret.": "Возвращает один хук, без секрета.",
  "The hook.": "Хук.",
  "Deletes a hook and cancels its pending deliveries. Only operators can.":
    "Удаляет хук и отменяет его ожидающие доставки. Доступно только операторам.",
  "The hook was deleted.": "Хук удалён.",
  "Returns the event types that the hook is sent; an empty list means all.":
    "Возвращает типы событий, которые отправляются хуку; пустой список означает все.",
  "Event types; an empty list means all.": "Типы событий; пустой список означает все.",
  "Sets the event types that the hook is sent; an empty list means all.":
    "Задаёт типы событий, которые отправляются хуку; пустой список означает все.",
  "Adds event types to those that the hook is sent.":
    "Добавляет типы событий к тем, которые отправляются хуку.",
  "Removes event types from those that the hook is sent. At least one must be left.":
    "Убирает типы событий из тех, которые отправляются хуку. Хотя бы один должен остаться.",
  "Selects the events of a period, at most 20,000. Nothing is sent before the query is executed.":
    "Отбирает события за период, не больше 20 000. До выполнения запроса ничего не отправляется.",
  "Events from this time on.": "События с этого времени.",
  "Events before this time.": "События до этого времени.",
  "Only events of this type.": "Только события этого типа.",
  "Id of the query.": "Идентификатор запроса.",
  "Where to execute it with `POST` and to read its state with `GET`.":
    "Где его выполнить (`POST`) и прочитать его состояние (`GET`).",
  "Seconds in which it can be executed.": "Сколько секунд его можно выполнить.",
  "Sends the selected events again. A query can be executed once, within an hour.":
    "Отправляет отобранные события снова. Запрос можно выполнить один раз, в течение часа.",
  "The query.": "Запрос.",
  "`READY` until it is executed, `RUNNING` while events are put into the queue.":
    "`READY`, пока не выполнен; `RUNNING`, пока события ставятся в очередь.",
  "How many deliveries are selected.": "Сколько доставок отобрано.",
  "How many were put into the queue so far.": "Сколько уже поставлено в очередь.",
  "Returns how far the resend has come.": "Возвращает ход повторной отправки.",
};
