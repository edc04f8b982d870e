import type { Part } from "./part.ts";

/** Of sessions, users and subjects. */
export const sessions: Part = {
  "Ends an open session as `aborted`, as if the applicant had given up; an open review is withdrawn. Aborting it again changes nothing.":
    "Завершает открытую сессию как `aborted`, как если бы заявитель отказался; открытое решение отзывается. Повторное прерывание ничего не меняет.",
  "One of `/manage/v1/sessions`, by its id.": "Идентификатор из `/manage/v1/sessions`.",
  "Project of the session.": "Проект сессии.",
  "The caller's own id of the session.": "Собственный идентификатор сессии у вызывающего.",
  "How the person is verified.": "Как проверяется человек.",
  "Through which API the session was started.": "Через какой API начата сессия.",
  "Who guides the person: the page, or the integrator with its own camera.":
    "Кто ведёт человека: страница или интегратор с собственной камерой.",
  "Whom the session is about: a resident or a foreigner.": "О ком сессия: резидент или иностранец.",
  "The integrator's own id of the person; null if none was given.":
    "Собственный идентификатор человека у интегратора; null, если не передан.",
  "Language of the applicant's page.": "Язык страницы заявителя.",
  "Why the session failed; null if it did not.": "Почему сессия не пройдена; null, если это не так.",
  "When the applicant's time ends.": "Когда заканчивается время заявителя.",
  "When the person was erased; null if they were not.": "Когда данные человека стёрты; null, если не стёрты.",
  "Returns another address of the applicant's page. The one before no longer works, also where it is open; the time that the applicant has stays the same.":
    "Возвращает новый адрес страницы заявителя. Прежний перестаёт работать, даже если страница открыта; время заявителя не меняется.",
  "Address of the applicant's page. It holds the page's token: give it to the applicant alone.":
    "Адрес страницы заявителя. В нём токен страницы: передайте его только заявителю.",
  "When the applicant's time ends, as before.": "Когда заканчивается время заявителя; не меняется.",
  "Returns the person, what the integrator said of them, and the pictures; leaves an audit record.":
    "Возвращает данные человека, то, что сообщил о нём интегратор, и снимки; оставляет запись аудита.",
  "Whether the person was erased: then none of their data is left.":
    "Стёрты ли данные человека: тогда их больше нет.",
  "PINFL of a resident; null if no registry is asked.": "ПИНФЛ резидента; null, если реестр не спрашивают.",
  "Document by which a foreigner was found in the registry.":
    "Документ, по которому иностранец найден в реестре.",
  "The registry's record of a resident, as of the session's start.":
    "Запись реестра о резиденте на начало сессии.",
  "The registry's record of a foreigner's border crossing, as of the session's start.":
    "Запись реестра о пересечении границы иностранцем на начало сессии.",
  "E-mail address.": "Адрес почты.",
  "Telephone number.": "Номер телефона.",
  "How the integrator named the person; null if it did not.":
    "Как назвал человека интегратор; null, если никак.",
  "The code that the applicant tells an agent.": "Код, который заявитель называет агенту.",
  "What the integrator gave to get back in events.":
    "Что передал интегратор, чтобы получить обратно в событиях.",
  "What it shows: the kind of capture, or `registry`.": "Что на нём: вид снимка или `registry`.",
  "The pictures that the session took, and the registry's.": "Снимки сессии и фотография из реестра.",
  "Gives an open session of the method `qes` the PDF that its applicant signs, or replaces it until it is signed; also one that was started by another API. An agreement to the previous document no longer counts.":
    "Передаёт открытой сессии метода `qes` PDF, который подписывает её заявитель, или заменяет его, пока он не подписан; в том числе сессии, начатой через другой API. Согласие с прежним документом перестаёт действовать.",
  "Its name, as the applicant reads it and as the signed file is called.":
    "Название, как его читает заявитель и как называется подписанный файл.",
  "The PDF in base64: not encrypted, not signed, without scripts.":
    "PDF в base64: не зашифрованный, не подписанный, без скриптов.",
  "Where the applicant's one-time code goes; required in live projects.":
    "Куда отправляется одноразовый код заявителя; обязательно в боевых проектах.",
  "A telephone number.": "Номер телефона.",
  "An e-mail address.": "Адрес почты.",
  "Returns the PDF with its signature (PAdES) and the evidence, once the session has succeeded. A look by a person leaves an audit record.":
    "Возвращает PDF с подписью (PAdES) и доказательствами, когда сессия завершилась успешно. Просмотр человеком оставляет запись аудита.",
  "The applicant goes through it at `url` within 30 minutes, an operator decides. `url` is shown by this answer alone.":
    "Заявитель проходит сессию по адресу `url` в течение 30 минут, решает оператор. `url` показывается только в этом ответе.",
  "How to verify the person.": "Как проверить человека.",
  "Your own id of the person, which links their sessions.":
    "Ваш собственный идентификатор человека, который связывает его сессии.",
  "Language of the applicant's page; the project's by default.":
    "Язык страницы заявителя; по умолчанию язык проекта.",
  "Anything to get back in events.": "Что угодно, чтобы получить обратно в событиях.",
  "What the person signs, in the method `qes`; without it they sign nothing and only an agent identifies them.":
    "Что подписывает человек, в методе `qes`; если нет, он ничего не подписывает, и его идентифицирует только агент.",
  "Returns sessions, newest first, without personal data. A page that looks for something rare may be short, or empty, though there are more.":
    "Возвращает сессии без персональных данных, новые — первыми. При поиске редкого страница может быть неполной или пустой, хотя есть ещё.",
  "Only sessions of these projects.": "Только сессии этих проектов.",
  "Only sessions with these statuses.": "Только сессии с этими статусами.",
  "The integrator's own id of the session.": "Собственный идентификатор сессии у интегратора.",
  "Only sessions that failed for these reasons.": "Только сессии, не пройденные по этим причинам.",
  "Only sessions of these methods.": "Только сессии этих методов.",
  "Returns a session with its timeline, without personal data.":
    "Возвращает сессию с хронологией, без персональных данных.",
  "1; in a session in which an applicant tries again, one more than in the failed one.":
    "1; в сессии, в которой заявитель пробует снова, — на единицу больше, чем в неуспешной.",
  "The failed session that this one repeats; null: it repeats none.":
    "Неуспешная сессия, которую повторяет эта; null: она ничего не повторяет.",
  "Address of the failed session's page, where the applicant reads why and tries again. It holds a token: give it to the applicant alone. Shown to the project's own keys, null to people.":
    "Адрес страницы неуспешной сессии, где заявитель читает причину и пробует снова. В нём токен: передайте его только заявителю. Показывается собственным ключам проекта, людям — null.",
  "The session in which the applicant tried again; null where they did not yet.":
    "Сессия, в которой заявитель попробовал снова; null, если ещё нет.",
  "Until when they can begin; null once they did.": "До какого времени можно начать; null, если уже начата.",
  "How the applicant of a failed session tries again; null where they can't.":
    "Как заявитель после неудачи пробует снова; null, если нельзя.",
  "Of the consent's text.": "Версия текста согласия.",
  "In which the applicant read it.": "Язык, на котором его прочитал заявитель.",
  "When they agreed.": "Когда дано согласие.",
  "Which text the applicant agreed to; null if they did not, or before texts had versions.":
    "С каким текстом согласился заявитель; null, если не согласился или у текстов ещё не было версий.",
  "The document that the person signs; null where the session has none.":
    "Документ, который подписывает человек; null, если его в сессии нет.",
  "Size of the document.": "Размер документа.",
  "When the document was supplied, the last time.": "Когда документ передан в последний раз.",
  "When the applicant agreed to the document; null until then.":
    "Когда заявитель согласился с документом; до тех пор null.",
  "How many one-time codes were sent.": "Сколько одноразовых кодов отправлено.",
  "How many wrong codes were given; 3 fail the session.":
    "Сколько введено неверных кодов; 3 завершают сессию неудачей.",
  "Of the session after the transition.": "Версия сессии после перехода.",
  "When the transition happened.": "Когда произошёл переход.",
  "The trigger, such as `consent` or `expire`.": "Что его вызвало, например `consent` или `expire`.",
  "The state before it.": "Состояние до него.",
  "The state after it.": "Состояние после него.",
  "Who acted: the applicant, an operator, a project's key or the service itself.":
    "Кто действовал: заявитель, оператор, ключ проекта или сам сервис.",
  "Id of the actor; null for the service itself.": "Идентификатор актора; null для самого сервиса.",
  "Who caused the transition.": "Кто вызвал переход.",
  "What happened to the session, in order.": "Что происходило с сессией, по порядку.",
  "Lists its reviews.": "Список её решений.",
  "Lists its events.": "Список её событий.",
  "Lists the deliveries of its events.": "Список доставок её событий.",
  "Lists the sessions of the same person; null if the integrator gave no id of them.":
    "Список сессий того же человека; null, если интегратор не передал его идентификатора.",
  "The signed PDF; null until the session has succeeded with one.":
    "Подписанный PDF; null, пока сессия с ним не завершилась успешно.",
  "What belongs to the session: addresses below `/manage/v1`.":
    "Что относится к сессии: адреса под `/manage/v1`.",
  "Ends an open session with the chosen outcome. In test-mode projects only.":
    "Завершает открытую сессию с выбранным исходом. Только в проектах режима `test`.",
  "The outcome to simulate.": "Исход, который нужно выбрать.",
  "Reason of a simulated failure.": "Причина выбранной неудачи.",
  "Destroys the key that seals everything about the person in the project: their sessions' data, pictures and events. Open sessions of theirs are aborted, pending deliveries cancelled.":
    "Уничтожает ключ, которым в проекте зашифровано всё об этом человеке: данные сессий, снимки и события. Его открытые сессии прерываются, ожидающие доставки отменяются.",
  "How many sessions were erased.": "Сколько сессий стёрто.",
  "Returns the automatic checks of the latest submission. Those who may decide reviews get the evidence with them, which leaves an audit record; in a project with `hideScores` only once they have judged the open review.":
    "Возвращает автоматические проверки последней отправки. Тот, кто может принимать решения, получает и доказательства, что оставляет запись аудита; в проекте с `hideScores` — только вынеся суждение об открытом решении.",
  "Returns a part of a picture that a verdict rests on; leaves an audit record.":
    "Возвращает часть снимка, на которой основан вердикт; оставляет запись аудита.",
  "What the picture shows.": "Что показывает снимок.",
  "Decides about a document by itself and sends `document.update`. A document that was uploaded with `preReview` is admitted by an approval, which sends `document.create`, or refused without an event. Other pending documents are decided with their user's or session's review.":
    "Принимает решение о документе отдельно и отправляет `document.update`. Документ, загруженный с `preReview`, одобрение допускает и отправляет `document.create`, а отказ отклоняет без события. Решение об остальных ожидающих документах принимается вместе с решением о пользователе или сессии.",
  "One of `/manage/v1/documents`, by its id.": "Идентификатор из `/manage/v1/documents`.",
  "Whether the document is validated or refused.": "Одобрен документ или отклонён.",
  "A remark: `informationStatus` of the document.": "Замечание: `informationStatus` документа.",
  "Project of the document.": "Проект документа.",
  "Its status now; an admitted pre-reviewed one is `PENDING`.":
    "Его статус теперь; у допущенного после предварительного решения — `PENDING`.",
  "Destroys the key that seals what events, interceptions and gateway calls hold of this subject of the project, and cancels its pending deliveries; the log keeps that there were events. Calling it again changes nothing. Sessions and users have erasures of their own.":
    "Уничтожает ключ, которым зашифровано то, что хранят об этом субъекте проекта события, перехваты и вызовы шлюза, и отменяет его ожидающие доставки; журнал помнит, что события были. Повторный вызов ничего не меняет. Данные сессий и пользователей стираются отдельными вызовами.",
  "Whose events name it.": "Проект, события которого его называют.",
  "The subject as the events name it.": "Субъект, как его называют события.",
  "False if nothing was sealed for this subject, or no longer is.":
    "False, если для этого субъекта ничего не было зашифровано или уже нет.",
  "Pending deliveries that were cancelled.": "Отменённые ожидающие доставки.",
  "The key is destroyed before the erasing call returns. Then, in the background, what it sealed is removed (`clearedAt`), and the bytes that deleted rows leave in the database's files and log are overwritten (`scrubbedAt`).":
    "Ключ уничтожается до ответа стирающего вызова. Затем в фоне удаляется то, что было им зашифровано (`clearedAt`), и перезаписываются байты, которые удалённые строки оставляют в файлах и журнале базы (`scrubbedAt`).",
  "Only erasures with these statuses.": "Только стирания с этими статусами.",
  "`started`: the key is destroyed; `cleared`: what it sealed is removed; `scrubbed`: its bytes are overwritten.":
    "`started`: ключ уничтожен; `cleared`: зашифрованное им удалено; `scrubbed`: его байты перезаписаны.",
  "Only of these subjects, by internal id.": "Только этих субъектов, по внутреннему идентификатору.",
  "Only keys that were destroyed at this time or later.": "Только ключи, уничтоженные в это время или позже.",
  "Only keys that were destroyed before this time.": "Только ключи, уничтоженные до этого времени.",
  "Internal id of the subject, `sub_…`, which the audit record names.":
    "Внутренний идентификатор субъекта, `sub_…`, который называет запись аудита.",
  "When the key was destroyed.": "Когда уничтожен ключ.",
  "When what the key sealed was removed.": "Когда удалено то, что было зашифровано ключом.",
  "When the key and keyed hashes were removed from the database's files and log.":
    "Когда ключ и хеши с ключом удалены из файлов и журнала базы.",
  "Destroys the key that seals everything about the user: fields, documents and their files, sessions, events. Open sessions are aborted, pending deliveries cancelled.":
    "Уничтожает ключ, которым зашифровано всё о пользователе: поля, документы с файлами, сессии, события. Открытые сессии прерываются, ожидающие доставки отменяются.",
  "One of `/manage/v1/users`, by its id.": "Идентификатор из `/manage/v1/users`.",
  "How many documents were erased.": "Сколько документов стёрто.",
  "Sets `isFreezed` and `userStatus` of a user. No new identifications, documents and reviews are taken of a frozen or cancelled user; what runs goes on.":
    "Задаёт `isFreezed` и `userStatus` пользователя. Для замороженного или отменённого пользователя новые идентификации, документы и решения не принимаются; начатое продолжается.",
  "Whether the user is excluded for the time being.": "Исключён ли пользователь на время.",
  "Cancels the user permanently.": "Окончательно отменяет пользователя.",
  "Project of the user.": "Проект пользователя.",
  "Whether the user was cancelled.": "Отменён ли пользователь.",
};
