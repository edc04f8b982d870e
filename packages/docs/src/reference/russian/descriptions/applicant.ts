import type { Part } from "./part.ts";

/** Of the applicant's page. */
export const applicant: Part = {
  "A script or style of the applicant's page. Its name holds a hash, so that it can be cached for a year.":
    "Скрипт или стиль страницы заявителя. В его имени есть хеш, поэтому он может кешироваться год.",
  "The file's name.": "Имя файла.",
  "The page of a session. It reads the session's id from its address and the token from the fragment.":
    "Страница сессии. Она читает идентификатор сессии из своего адреса, а токен — из фрагмента.",
  "The session: the `attemptId`.": "Сессия: её `attemptId`.",
  "The page.": "Страница.",
  "Returns what the page's `frame-ancestors` says too. The page asks only inside a frame, and exchanges messages with these origins alone.":
    "Возвращает то же, что сообщает `frame-ancestors` страницы. Страница запрашивает это только внутри фрейма и обменивается сообщениями только с этими источниками.",
  "The origins whose pages may show this one in a frame; empty for an unknown session.":
    "Источники, страницы которых могут показывать эту во фрейме; пусто для неизвестной сессии.",
  "Returns what the page shows. Expires the session where its time is over.":
    "Возвращает то, что показывает страница. Если время сессии вышло, завершает её как истёкшую.",
  "The session as its page shows it.": "Сессия, как её показывает страница.",
  "The language of the page.": "Язык страницы.",
  "The project's mode: in `test` the page offers to choose outcomes.":
    "Режим проекта: в `test` страница предлагает выбрать исход.",
  "What the session runs.": "Какой метод у сессии.",
  "Whether the applicant can still ask for more time.": "Может ли заявитель ещё попросить больше времени.",
  "The service's time, to count down against.": "Время сервиса, по которому вести обратный отсчёт.",
  "Where the applicant goes next; null until the session is over.":
    "Куда заявитель переходит дальше; null, пока сессия не завершена.",
  "Why the session failed, the main reason first; empty otherwise and if fraud is suspected.":
    "Почему сессия не пройдена, главная причина — первой; пусто в остальных случаях и при подозрении на мошенничество.",
  "Whether the applicant can try again, in another session.":
    "Может ли заявитель попробовать снова, в новой сессии.",
  "The name of the organisation that asks for the verification.":
    "Имя организации, которая просит пройти проверку.",
  "Whether there is a logo, at `/s/{attemptId}/logo`.": "Есть ли логотип, по адресу `/s/{attemptId}/logo`.",
  "On white.": "На белом.",
  "In the dark theme.": "В тёмной теме.",
  "Of buttons and links; null: the service's own.": "Цвет кнопок и ссылок; null: собственный цвет сервиса.",
  "The organisation's privacy notice.": "Политика конфиденциальности организации.",
  "Where the applicant gets help.": "Где заявитель получит помощь.",
  "For how many days it says that it keeps pictures.": "Сколько дней, по её словам, она хранит снимки.",
  "What the project says about itself.": "Что проект сообщает о себе.",
  "Whether pictures may come from files, not from the camera alone.":
    "Могут ли снимки быть из файлов, а не только с камеры.",
  "Which documents may be chosen, in a `document` session.":
    "Какие документы можно выбрать, в сессии `document`.",
  "Whether the session was offered to another device, or is there.":
    "Предложена ли сессия другому устройству или уже там.",
  "The document that the applicant chose; null in other methods and until they chose.":
    "Документ, который выбрал заявитель; null в других методах и до выбора.",
  "Which picture this is.": "Какой это снимок.",
  "Whether it was sent, and is not asked for again.": "Отправлен ли он и не запрошен снова.",
  "What was wrong with the previous one.": "Что не так с прежним.",
  "How often it has been asked for again so far.": "Сколько раз он уже запрошен снова.",
  "Why the picture is asked for again; null if it is not.":
    "Почему снимок запрошен снова; null, если не запрошен.",
  "The pictures that the session asks for, in order; none in methods that an agent leads.":
    "Снимки, которые просит сессия, по порядку; пусто в методах, которые ведёт агент.",
  "The code by which the agent finds the session.": "Код, по которому агент находит эту сессию.",
  "Whether an agent has claimed the session.": "Взял ли агент сессию в работу.",
  "The agent's side, in methods that an agent leads.": "Сторона агента, в методах, которые ведёт агент.",
  "The document to sign, in a `qes` session that has one.":
    "Документ на подпись, в сессии `qes`, у которой он есть.",
  "The document's name.": "Название документа.",
  "Its size.": "Его размер.",
  "SHA-256 of its bytes, in hexadecimal.": "SHA-256 его байтов в hex.",
  "Where the code was sent, with most of it hidden; null where the page shows the code.":
    "Куда отправлен код, большая часть скрыта; null, если код показывает страница.",
  "The code itself, in test mode alone.": "Сам код, только в режиме `test`.",
  "Until when it works.": "До какого времени он действует.",
  "From when another one can be sent; null: no other one.":
    "С какого времени можно отправить другой; null: больше нельзя.",
  "How many wrong codes are left before the session fails.":
    "Сколько неверных кодов осталось до неудачи сессии.",
  "The one-time code; null until the applicant has agreed to the document.":
    "Одноразовый код; null, пока заявитель не согласился с документом.",
  "Whether the signed document can be loaded: once the session has succeeded.":
    "Можно ли загрузить подписанный документ: когда сессия завершилась успешно.",
  "Records the applicant's consent, and to which text: the first step of every session.":
    "Записывает согласие заявителя и с каким текстом он согласился: первый шаг каждой сессии.",
  "Which text the applicant agreed to; it is kept with the session.":
    "С каким текстом согласился заявитель; хранится с сессией.",
  "Of the text that was shown.": "Версия показанного текста.",
  "In which it was shown.": "Язык, на котором он показан.",
  "Puts the applicant into the queue of agents, in methods that an agent leads.":
    "Ставит заявителя в очередь агентов, в методах, которые ведёт агент.",
  "In test mode, the outcome of the step.": "В режиме `test` — исход шага.",
  "Chooses the document that the applicant is going to show, in the method `document`.":
    "Выбирает документ, который покажет заявитель, в методе `document`.",
  "The document that the applicant is going to show.": "Документ, который покажет заявитель.",
  "Gives the applicant ten more minutes, once. A second call changes nothing.":
    "Один раз даёт заявителю ещё десять минут. Второй вызов ничего не меняет.",
  "Ends the session at the applicant's wish.": "Завершает сессию по желанию заявителя.",
  "The reason, if the applicant gives one.": "Причина, если заявитель её назвал.",
  "Returns a code for another device, which works once and for five minutes. A new one replaces the previous.":
    "Возвращает код для другого устройства, который действует один раз и пять минут. Новый заменяет прежний.",
  "With which another device takes the session, once. Shown only in this response.":
    "С ним другое устройство один раз забирает сессию. Показывается только в этом ответе.",
  "The code and the other device's page token work no more.":
    "Код и токен страницы на другом устройстве перестают действовать.",
  "Changes the code, sent in the header of the page token, for this device's own page token.":
    "Обменивает код, переданный в заголовке вместо токена страницы, на собственный токен страницы этого устройства.",
  "The device's own page token. Shown only in this response.":
    "Собственный токен страницы этого устройства. Показывается только в этом ответе.",
  "Starts another session for the applicant of a failed one, where the project allows it, and returns its id and page token. A repetition returns the same.":
    "Начинает новую сессию для заявителя, не прошедшего прежнюю, если проект это разрешает, и возвращает её идентификатор и токен страницы. Повтор возвращает то же.",
  "Id of the session in which the applicant tries again.":
    "Идентификатор сессии, в которой заявитель пробует снова.",
  "That session's page token.": "Токен страницы той сессии.",
  "The PDF that the session's applicant signs.": "PDF, который подписывает заявитель сессии.",
  "The signed PDF, once the session has succeeded.": "Подписанный PDF, когда сессия завершилась успешно.",
  "Records that the applicant has read the document with this hash and agrees to sign it, and sends a one-time code.":
    "Записывает, что заявитель прочитал документ с этим хешем и согласен его подписать, и отправляет одноразовый код.",
  "Of the document that the page showed. Another one is refused.":
    "Хеш документа, который показала страница. Другой документ отклоняется.",
  "Of the sentence that the applicant agreed to.": "Версия предложения, с которым согласился заявитель.",
  "What the applicant agreed to; it is part of the evidence.":
    "С чем согласился заявитель; часть доказательств.",
  "Sends another one-time code in place of the previous one: after 30 seconds, five in all.":
    "Отправляет другой одноразовый код вместо прежнего: не раньше чем через 30 секунд, не больше пяти всего.",
  "Signs the document with the one-time code. Refused where the document has changed since the applicant agreed to it; the third wrong code fails the session.":
    "Подписывает документ одноразовым кодом. Отклоняется, если документ изменился после согласия заявителя; третий неверный код завершает сессию неудачей.",
  "The one-time code.": "Одноразовый код.",
  "The logo of the session's project.": "Логотип проекта этой сессии.",
  "Sends one of the session's pictures, at most 6 MiB. The last one that the session asks for ends the step.":
    "Отправляет один из снимков сессии, не больше 6 МиБ. Последний из запрошенных завершает шаг.",
  "Which of the session's pictures the body is.": "Какой из снимков сессии передаётся в теле.",
  "Whether the page's camera took it or the applicant chose a file; shown to reviewers. `file` is refused if the project only allows the camera.":
    "Сделан ли снимок камерой страницы, или заявитель выбрал файл; показывается проверяющим. `file` отклоняется, если проект разрешает только камеру.",
};
