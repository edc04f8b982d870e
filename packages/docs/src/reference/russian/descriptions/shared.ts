import type { Part } from "./part.ts";

/** Of what several parts of the API describe. */
export const shared: Part = {
  "The document.": "Документ.",
  "Repeats of a request with the same key get the first response again for 24 hours.":
    "Повторы запроса с тем же ключом в течение 24 часов получают первый ответ.",
  "Created.": "Создано.",
  "Id of the project.": "Идентификатор проекта.",
  "When the current secret was made, at first or by the last rotation.":
    "Когда создан текущий секрет: при создании или последней смене.",
  "Until when replaced secrets sign in addition; null: only the current one signs.":
    "До какого времени подписывают и заменённые секреты; null: подписывает только текущий.",
  "Which secret makes signatures that have room for one: `previous` from a rotation until its switch or end.":
    "Каким секретом создаются подписи, в которых есть место только для одного: `previous` — от смены до перехода или её завершения.",
  "When it was created.": "Время создания.",
  "Rises with every change. Send it back as `If-Match` to change only what you have seen.":
    "Растёт с каждым изменением. Передайте её в `If-Match`, чтобы изменить только то, что вы видели.",
  "Shown once: null in a repetition of the request under its `Idempotency-Key`.":
    "Показывается один раз: null при повторе запроса с тем же `Idempotency-Key`.",
  "Only what was created at this time or later.": "Только созданное в это время или позже.",
  "Only what was created before this time.": "Только созданное до этого времени.",
  "The maximum number of items of a page.": "Наибольшее число элементов на странице.",
  "The `nextCursor` of the page before; absent: the first page.":
    "`nextCursor` предыдущей страницы; если нет — первая страница.",
  "Success.": "Успех.",
  "The items of this page.": "Элементы этой страницы.",
  "For `cursor` of the next page; null on the last one.":
    "Для `cursor` следующей страницы; null на последней.",
  "One of `/manage/v1/projects`, by its id.": "Идентификатор из `/manage/v1/projects`.",
  'The `version` that you have seen, in quotes (`"3"`): if the current one differs, the response is 412 and nothing is changed. Without it, the change is made unconditionally.':
    '`version`, которую вы видели, в кавычках (`"3"`): если текущая отличается, ответ — 412 и ничего не меняется. Без заголовка изменение вносится безусловно.',
  "A new name.": "Новое имя.",
  "What people call it, for example the system that uses it.":
    "Как его называют люди: например, по системе, которая его использует.",
  "From then on the token is refused; absent: never.":
    "С этого времени токен отклоняется; если нет — никогда.",
  "`tok_…`; the audit log names the key's calls by it.":
    "`tok_…`; этим идентификатором в журнале аудита обозначены вызовы ключа.",
  "The key's name, such as that of the system that uses it.":
    "Имя ключа, например имя системы, которая его использует.",
  "The first characters of the key; null for a key that was created before they were stored.":
    "Первые символы ключа; null, если ключ создан до того, как их стали хранить.",
  "`active`, or why the key is no longer accepted.": "`active` или почему ключ больше не принимается.",
  "From then on the key is refused; null: never.": "С этого времени ключ отклоняется; null: никогда.",
  "Written at most once a minute; null: not used yet.":
    "Записывается не чаще раза в минуту; null: ещё не использован.",
  "When it was revoked; null if it was not.": "Когда отозван; null, если не отозван.",
  "The id of the key that replaced it in a rotation.": "Идентификатор ключа, который его заменил.",
  "For how long the previous value stays valid; 0: it ends immediately, and so does every older one.":
    "Сколько ещё действует прежнее значение; 0: оно сразу перестаёт действовать, как и все более старые.",
  "Every process permanently refuses it, from the next request on.":
    "Все процессы навсегда отклоняют его, начиная со следующего запроса.",
  "Id of the session.": "Идентификатор.",
  "Any JSON value.": "Любое значение JSON.",
  "Removed.": "Удалено.",
  "Id of the user.": "Идентификатор пользователя.",
  "0 none, 1 light, 2 regular, 3 strong, 4 refused.":
    "0 — нет, 1 — упрощённый, 2 — обычный, 3 — усиленный, 4 — отказано.",
  "When it was last changed.": "Время последнего изменения.",
  "The PINFL: 14 digits.": "ПИНФЛ: 14 цифр.",
  "The family name.": "Фамилия.",
  "The given name.": "Имя.",
  "The document's number.": "Номер документа.",
  "1 male, 2 female.": "1 — мужской, 2 — женский.",
  "Who issued the passport.": "Кем выдан паспорт.",
  "Who issued the passport, by the registry's code.": "Кем выдан паспорт, по коду реестра.",
  "From when the passport is valid.": "С какого дня действует паспорт.",
  "Until when the passport is valid.": "По какой день действует паспорт.",
  "The kind of document.": "Вид документа.",
  "The kind of document, in words.": "Вид документа, словами.",
  "The kind of document, by the registry's code.": "Вид документа, по коду реестра.",
  "The kind of document, by the central bank's code.": "Вид документа, по коду центрального банка.",
  "The date of birth.": "Дата рождения.",
  "The place of birth.": "Место рождения.",
  "The place of birth, by the registry's code.": "Место рождения, по коду реестра.",
  "The place of birth, by the central bank's code.": "Место рождения, по коду центрального банка.",
  "The country of birth.": "Страна рождения.",
  "The country of birth, by the registry's code.": "Страна рождения, по коду реестра.",
  "The country of birth, by the central bank's code.": "Страна рождения, по коду центрального банка.",
  "Whether the person is alive.": "Жив ли человек.",
  "The nationality.": "Национальность.",
  "The nationality, by the registry's code.": "Национальность, по коду реестра.",
  "The nationality, by the central bank's code.": "Национальность, по коду центрального банка.",
  "The citizenship.": "Гражданство.",
  "The citizenship, by the registry's code.": "Гражданство, по коду реестра.",
  "The citizenship, by the central bank's code.": "Гражданство, по коду центрального банка.",
  "The country.": "Страна.",
  "When it was registered.": "Когда зарегистрирован.",
  "The field, as a dotted path.": "Поле — путь через точки.",
  "When the border was crossed.": "Когда пересечена граница.",
  "The full name, as the crossing has it.": "Полное имя, как в записи о пересечении.",
  "How long to wait for a response, in milliseconds.": "Сколько ждать ответа, в миллисекундах.",
  "Whether it is in use.": "Используется ли.",
  "How long it took, in milliseconds.": "Сколько это заняло, в миллисекундах.",
  "Status of the session.": "Статус сессии.",
  "When it was decided; null until then.": "Когда принято решение; до тех пор null.",
  "The integrator's own id of the person.": "Собственный идентификатор человека у интегратора.",
  "Who the person should be.": "Кем должен быть человек.",
  "The gender.": "Пол.",
  "Who issued the document.": "Кем выдан документ.",
  "The person as verified.": "Подтверждённая личность.",
  "When it was received; null for the registry's.": "Когда получен; null для фотографии из реестра.",
  "Content type of the picture.": "Тип содержимого изображения.",
  "The picture in base64.": "Изображение в base64.",
  "The PDF.": "PDF.",
  "Number of its pages.": "Число страниц.",
  "When it was signed; null until then.": "Когда подписан; до тех пор null.",
  "How many deliveries were cancelled.": "Сколько доставок отменено.",
  "The project's setting when the session was submitted; `off`: no checks.":
    "Настройка проекта при отправке сессии; `off`: проверок нет.",
  "`none`: the session isn't submitted, or has no checks.":
    "`none`: сессия не отправлена или не имеет проверок.",
  "What the checks led to; null until they are done.":
    "К чему привели проверки; null, пока они не завершены.",
  "What led to it. `check_open`: a check of the policy did not pass; `identity_open`: the zone doesn't tell all that an approval needs; `blocked`: the person or the name stands against it; `method`: sessions of this method are approved by people only; `resubmission`: a person asked for the pictures; `failed`: the checks could not be made.":
    "Что к этому привело. `check_open`: проверка политики не получила `pass`; `identity_open`: в зоне нет всего, что нужно для одобрения; `blocked`: против — сам человек или его имя; `method`: сессии этого метода одобряют только люди; `resubmission`: снимки запросил человек; `failed`: проверки не удалось выполнить.",
  "What the policy would have decided, where the session was sampled for a person.":
    "Что решила бы политика, если сессия случайно выбрана для человека.",
  "Checks of the policy that did not pass.": "Проверки политики, которые не получили `pass`.",
  "Id of the check.": "Идентификатор проверки.",
  "Which check.": "Какая проверка.",
  "Version of its rules and thresholds.": "Версия её правил и порогов.",
  "The picture that it is about; null: the session as a whole.":
    "Снимок, к которому она относится; null: сессия в целом.",
  "`consider` is a question to a person; `skipped` doesn't count as a pass, `error` not as a failure.":
    "`consider` — вопрос человеку; `skipped` не считается за `pass`, `error` — за неудачу.",
  "Why.": "Почему.",
  "What was measured; null if there is no number.": "Что измерено; null, если числа нет.",
  "What the score is compared with.": "С чем сравнивается оценка.",
  "SHA-256 of the model's weights, in hex; null: it uses no model.":
    "SHA-256 весов модели в hex; null: модель не используется.",
  "Processor time that it took, in milliseconds.": "Время процессора, которое она заняла, в миллисекундах.",
  "When it was made.": "Когда выполнена.",
  "What it saw; null for a project's key, and once the person was erased.":
    "Что она увидела; null для ключа проекта и после стирания данных человека.",
  "What kind of picture it is.": "Какого вида снимок.",
  "SHA-256 of its bytes, in hex.": "SHA-256 его байтов в hex.",
  "The pictures that it looked at.": "Снимки, на которые она смотрела.",
  "Format of Doc 9303: TD1, TD2, TD3, MRV-A or MRV-B.": "Формат по Doc 9303: TD1, TD2, TD3, MRV-A или MRV-B.",
  "Its lines as they were recognised.": "Её строки, как они распознаны.",
  "Mean confidence of its characters, 0 to 1.": "Средняя уверенность в её символах, от 0 до 1.",
  "The lowest confidence of a character, 0 to 1.": "Наименьшая уверенность в символе, от 0 до 1.",
  "Whether it was read with certainty and contradicts nothing.":
    "Прочитана ли она с уверенностью и ничему не противоречит.",
  "What in it contradicts Doc 9303.": "Что в ней противоречит Doc 9303.",
  "The machine-readable zone; null if the check didn't use one.":
    "Машиночитаемая зона; null, если проверка её не использовала.",
  "Which field, named as in `identity`.": "Какое поле, с именем как в `identity`.",
  "As the document's zone has it; null if it has none.":
    "Как оно указано в зоне документа; null, если его там нет.",
  "As the integrator expects it; null if it said nothing.":
    "Как его ожидает интегратор; null, если он ничего не передал.",
  "As the registry has it; null if it has no record.": "Как оно указано в реестре; null, если записи нет.",
  "Whether those that are there agree; null: nothing to compare with.":
    "Совпадают ли те, что есть; null: не с чем сравнивать.",
  "Fields that were compared.": "Поля, которые сравнивались.",
  "What was measured.": "Что измерено.",
  "The value.": "Значение.",
  "The limit that it is compared with; null: for information.":
    "Предел, с которым сравнивается; null: для сведения.",
  "What was measured, with the limits that it was compared with.":
    "Что измерено и с какими пределами сравнивалось.",
  "Earlier sessions of the project that it refers to.": "Прежние сессии проекта, на которые она ссылается.",
  "What it shows, such as `zone`.": "Что на ней, например `zone`.",
  "Its address, to be read with the caller's own token.":
    "Её адрес; читается с собственным токеном вызывающего.",
  "Parts of pictures that the verdict rests on.": "Части снимков, на которых основан вердикт.",
  "The checks, in the order in which people read them.": "Проверки, в порядке, в котором их читают люди.",
  "The picture.": "Изображение.",
  "The user.": "Пользователь.",
  "`CANCELED` once an operator has cancelled the user.": "`CANCELED`, когда оператор отменил пользователя.",
  "Whether the user is frozen.": "Заморожен ли пользователь.",
  "0 none, 1 pending, 2 validated, 3 refused, 6 open, 7 pending a periodic review.":
    "0 — нет, 1 — ожидается, 2 — одобрено, 3 — отказано, 6 — открыто, 7 — ожидается периодическое решение.",
  "Id of the document.": "Идентификатор документа.",
  "The name that it was given.": "Имя, которое ему дали.",
  "The name of its type.": "Название его типа.",
  "Whether it was judged.": "Принято ли о нём решение.",
  "The file.": "Файл.",
  "Accepted; the work goes on.": "Принято; работа продолжается.",
  "Only these deliveries.": "Только эти доставки.",
  "Only deliveries of these events.": "Только доставки этих событий.",
  "Only deliveries to these webhooks.": "Только доставки этим вебхукам.",
  "Only deliveries about these subjects.": "Только доставки об этих субъектах.",
  "Only deliveries of events of these types.": "Только доставки событий этих типов.",
  "Why, for the audit log; nothing personal.": "Почему, для журнала аудита; без персональных данных.",
  "Id of the replay, `rpl_…`.": "Идентификатор воспроизведения, `rpl_…`.",
  "Whose deliveries it sends.": "Чьи доставки отправляются.",
  "`done`: all deliveries that it found are in the queue, not necessarily at the receiver.":
    "`done`: все найденные доставки в очереди, но не обязательно у приёмника.",
  "Only deliveries with one of these.": "Только доставки с одним из них.",
  "Only deliveries that ended at this time or later.": "Только доставки, завершённые в это время или позже.",
  "Only deliveries that were created at this time or later.":
    "Только доставки, созданные в это время или позже.",
  "Only deliveries that were created before this time.": "Только доставки, созданные до этого времени.",
  "What it sends again.": "Что отправляется снова.",
  "Deliveries that the filter found; null until they are counted.":
    "Доставки, которые нашёл фильтр; null, пока они не подсчитаны.",
  "Deliveries put in the queue so far.": "Сколько доставок уже поставлено в очередь.",
  "Deliveries left unchanged: the subject is erased, the payload is deleted, the webhook is off, or it was being sent.":
    "Доставки, оставленные как есть: субъект стёрт, данные удалены, вебхук отключён, или доставка как раз отправлялась.",
  "When it was requested.": "Когда запрошено.",
  "When it was done or cancelled; null while it is running.":
    "Когда завершено или отменено; null, пока идёт.",
  "How many of them are pending.": "Сколько из них ожидают.",
  "How many of them are retrying.": "Сколько из них повторяются.",
  "How many of them are delivered.": "Сколько из них доставлено.",
  "How many of them are done.": "Сколько из них завершено.",
  "How many of them are exhausted.": "Сколько из них исчерпано.",
  "How many of them are cancelled.": "Сколько из них отменено.",
  "The current statuses of the deliveries that it put in the queue.":
    "Текущие статусы доставок, поставленных в очередь.",
  "Id of the webhook.": "Идентификатор вебхука.",
  "Requests made.": "Сделано запросов.",
  "The secret to sign with; generated if absent.": "Секрет, которым подписывать; если нет, создаётся.",
  "A name for people.": "Имя для людей.",
  "Where events are sent.": "Куда отправляются события.",
  "The logo.": "Логотип.",
  "The language of the applicant's page.": "Язык страницы заявителя.",
  "The session that was started.": "Начатая сессия.",
  "The session's state.": "Состояние сессии.",
  "ISO 3166-1 alpha-2.": "ISO 3166-1 alpha-2.",
  "When the session ends unless it is finished before.": "Когда истекает сессия, если не завершится раньше.",
  "The project that the call is for. Required with an operator's token, which belongs to no project.":
    "Проект, к которому относится вызов. Обязателен с токеном оператора, который не принадлежит проекту.",
  "A public https address.": "Публичный адрес https.",
  "Whether events are sent.": "Отправляются ли события.",
  "The secret that signs the events. Shown only once.":
    "Секрет, которым подписываются события. Показывается только один раз.",
  "The e-mail address.": "Адрес электронной почты.",
  "The postal code.": "Почтовый индекс.",
  "The phone number.": "Телефон.",
};
