import type { Part } from "./part.ts";

/** Of projects. */
export const projects: Part = {
  "Creates a tenant with its secrets and a first API key. They are shown in this response only.":
    "Создаёт проект с секретами и первым ключом API. Они показываются только в этом ответе.",
  "The project's name, as operators see it.": "Имя проекта, как его видят операторы.",
  "`test` lets outcomes be chosen, `live` is for real people.":
    "В `test` исходы можно выбирать, `live` — для настоящих людей.",
  "Language of texts for people and of error messages; `ru` by default.":
    "Язык текстов для людей и сообщений об ошибках; по умолчанию `ru`.",
  "What automatic checks are for; `assist` in live projects by default, `off` in test ones.":
    "Для чего нужны автоматические проверки; по умолчанию `assist` в боевых проектах и `off` в тестовых.",
  "When its first API key, named `default`, ends; absent: never.":
    "Когда истекает первый ключ API проекта, `default`; если нет — никогда.",
  "The project's name.": "Имя проекта.",
  "`archived`: it accepts no new sessions, events, interceptions or orders, and can be read.":
    "`archived`: не принимает новых сессий, событий, перехватов и заказов, доступен для чтения.",
  "Language of texts for people and of error messages.": "Язык текстов для людей и сообщений об ошибках.",
  "Whether an approval needs two people.": "Нужно ли для одобрения два человека.",
  "Whether requests of the Love&Pay calls must be signed.":
    "Должны ли запросы вызовов Love&Pay быть подписаны.",
  "Whether people with the role developer may set up webhooks for event types without personal data.":
    "Могут ли люди с ролью developer настраивать вебхуки для типов событий без персональных данных.",
  "What automatic checks are for. `assist`: they help reviewers; `decide`: they decide what the policy lets them; `off`: there are none.":
    "Для чего нужны автоматические проверки. `assist`: помогают проверяющим; `decide`: решают то, что разрешает политика; `off`: проверок нет.",
  "Whether reviewers must give their own judgement before they see what the checks found.":
    "Должны ли проверяющие вынести собственное суждение до того, как увидят результаты проверок.",
  "Checks that must all pass before a session is approved without a person; of those that its method has.":
    "Проверки, которые все должны получить `pass`, чтобы сессия была одобрена без человека; из тех, что есть у её метода.",
  "Causes for which a session is refused without a person; only with a zone that was read with certainty.":
    "Причины, по которым сессия отклоняется без человека; только если зона прочитана с уверенностью.",
  "Issuing states whose documents are taken, as the zone names them; null: all.":
    "Выдавшие государства, документы которых принимаются, как их называет зона; null: все.",
  "Kinds of document that are taken; null: passports and identity cards.":
    "Виды документов, которые принимаются; null: паспорта и удостоверения.",
  "How many of a hundred automatic decisions go to a person instead, chosen at random.":
    "Сколько из ста автоматических решений вместо этого случайно идут человеку.",
  "How often a picture that can be corrected is requested again at upload; 0: never.":
    "Сколько раз снимок, который можно исправить, запрашивается снова при загрузке; 0: ни разу.",
  "How sessions are decided by checks, where they decide.": "Как проверки решают о сессиях, если решают они.",
  "The organisation's name as applicants read it; null: the project's name.":
    "Название организации для заявителей; null: имя проекта.",
  "Of buttons and links (`#rrggbb`), dark enough for white text; null: the service's own.":
    "Цвет кнопок и ссылок (`#rrggbb`), достаточно тёмный для белого текста; null: собственный цвет сервиса.",
  "The organisation's privacy notice, linked from the consent.":
    "Политика конфиденциальности организации; на неё ведёт ссылка в согласии.",
  "Where applicants get help: a page, `mailto:` or `tel:`.":
    "Где заявители получат помощь: страница, `mailto:` или `tel:`.",
  "For how many days the organisation keeps the pictures, as the consent says it; null: not said.":
    "Сколько дней организация хранит снимки, как говорит согласие; null: не говорит.",
  "Whether live sessions take pictures from files; by default only the camera's. Test ones always do.":
    "Принимают ли боевые сессии снимки из файлов; по умолчанию — только с камеры. Тестовые принимают всегда.",
  "Which documents applicants may choose, in the order in which they are shown.":
    "Какие документы могут выбрать заявители, в порядке показа.",
  "What a `document` session asks for first.": "Что сессия `document` просит первым.",
  "How often an applicant who failed may try again from the page, within three days; 0: not at all. Never after suspected fraud, or where they can't cure the reason.":
    "Сколько раз заявитель после неудачи может попробовать снова со страницы, в течение трёх дней; 0: ни разу. Никогда — после подозрения на мошенничество или если причину он исправить не может.",
  "Which origins' pages may show the sessions' pages in a frame; none by default. Test-mode projects may also name http origins of `localhost` and `127.0.0.1`.":
    "Страницы каких источников могут показывать страницы сессий во фрейме; по умолчанию никаких. В проектах режима `test` можно указать и источники http на `localhost` и `127.0.0.1`.",
  "How the applicant's page looks, and what it asks for.":
    "Как выглядит страница заявителя и что она просит.",
  "SHA-256 of the logo, in hex; null: there is none.": "SHA-256 логотипа в hex; null: логотипа нет.",
  "How many days payloads are kept.": "Сколько дней хранятся данные событий.",
  "How many days the log of deliveries is kept.": "Сколько дней хранится журнал доставок.",
  "Events that are recorded by call; a batch of n counts n.":
    "События, которые записываются вызовом; пакет из n считается за n.",
  "How many a second in the long run; below 1 for less than one a second.":
    "Сколько в секунду в среднем; меньше 1 — реже раза в секунду.",
  "How many in a burst after a quiet period.": "Сколько за раз после затишья.",
  "Sessions that are started, over all APIs.": "Сессии, которые начинаются, через все API.",
  "Calls for which the hooks of a before-event are called.":
    "Вызовы, при которых опрашиваются хуки события `before_…`.",
  "How much of each quota one key, or one operator, can use alone; all of it by default.":
    "Какую часть каждой квоты может занять один ключ или один оператор; по умолчанию всю.",
  "How much of the service the project gets under load, compared with others; 1 by default.":
    "Какую долю сервиса под нагрузкой получает проект по сравнению с другими; по умолчанию 1.",
  "How many bytes the project may store; beyond that it accepts nothing new.":
    "Сколько байтов может хранить проект; сверх того он не принимает ничего нового.",
  "The project's own quotas; null if the service's default holds.":
    "Собственные квоты проекта; null, если действуют квоты сервиса по умолчанию.",
  "What it stores, in bytes: contents, rows and indexes, as they are counted.":
    "Сколько он хранит, в байтах: содержимое, строки и индексы, как они считаются.",
  "How much it may store; null: as much as the disk takes.":
    "Сколько он может хранить; null: сколько вмещает диск.",
  "How much the project stores. Of what other processes stored in the last minute, it may miss some.":
    "Сколько хранит проект. Часть того, что за последнюю минуту сохранили другие процессы, может быть не учтена.",
  "Of its `webhookSecret`: how static and outcome addresses are signed for.":
    "Смена секрета `webhookSecret`: чем подписывается отправляемое на статические адреса и адреса итогов.",
  "Of the secret that authenticates able-id calls.":
    "Смена секрета, с которым аутентифицируются вызовы able-id.",
  "When the last previous value ends.": "Когда истекает последнее из прежних значений.",
  "Which makes signatures and hashes that have room for one secret; a switch sets `current`.":
    "Каким секретом создаются подписи и хеши, в которых есть место только для одного; переход задаёт `current`.",
  "Of the secret that signs requests.": "Смена секрета, которым подписываются запросы.",
  "What is being rotated; null if no previous value is valid any more.":
    "Что сейчас меняется; null, если прежние значения больше не действуют.",
  "When the project was archived; null while it is in use.":
    "Когда проект архивирован; null, пока он используется.",
  "Returns projects, newest first: those that the caller has a role in.":
    "Возвращает проекты, новые — первыми: те, в которых у вызывающего есть роль.",
  "Only projects with these statuses.": "Только проекты с этими статусами.",
  "Only projects in these modes.": "Только проекты в этих режимах.",
  "Returns a project without its secrets.": "Возвращает проект без секретов.",
  "Changes the given settings; absent ones stay as they are.":
    "Меняет переданные настройки; отсутствующие не меняются.",
  "Of its sessions if a call names none; sessions that were started keep theirs.":
    "Язык сессий, если вызов его не называет; начатые сессии сохраняют свой.",
  "What automatic checks are for, from the next submission on.":
    "Для чего нужны автоматические проверки, начиная со следующей отправки.",
  "Changes the members of the policy that it names.": "Меняет названные поля политики.",
  "Changes the members of the page's settings that it names.": "Меняет названные поля настроек страницы.",
  "Changes the quotas that it names; null sets one back to the service's default.":
    "Меняет названные квоты; null возвращает квоту сервиса по умолчанию.",
  "From the next request on it takes no new sessions, events, interceptions or orders: such calls are refused with `project_archived`. What is under way ends as usual, and everything can still be read.":
    "Со следующего запроса проект не принимает новых сессий, событий, перехватов и заказов: такие вызовы отклоняются с `project_archived`. Начатое завершается как обычно, и всё по-прежнему можно прочитать.",
  "From the next request on it takes new sessions, events, interceptions and orders again.":
    "Со следующего запроса проект снова принимает новые сессии, события, перехваты и заказы.",
  "Returns where personal data is sent and where applicants return to.":
    "Возвращает адреса, на которые отправляются персональные данные и на которые возвращаются заявители.",
  "Where residents' passports and full records are sent.":
    "Куда отправляются паспорта и полные записи о резидентах.",
  "Where residents' addresses are sent.": "Куда отправляются адреса резидентов.",
  "Where photos are sent.": "Куда отправляются снимки.",
  "Where foreigners' border crossings are sent.": "Куда отправляются пересечения границы иностранцами.",
  "Where applicants return to after success.": "Куда заявители возвращаются после успеха.",
  "Where applicants return to when a session did not succeed.":
    "Куда заявители возвращаются, если сессия не успешна.",
  "Changes the given addresses; absent ones stay, null clears one. Only operators can.":
    "Меняет переданные адреса; отсутствующие не меняются, null удаляет адрес. Доступно только операторам.",
  "`key` is shown by this response alone.": "`key` показывается только в этом ответе.",
  "Returns a project's keys by name and prefix, newest first. Their values are not kept.":
    "Возвращает ключи проекта с именем и префиксом, новые — первыми. Сами значения не хранятся.",
  "Returns a key's name, prefix, last use and end.":
    "Возвращает имя, префикс, последнее использование и срок ключа.",
  "One of `/manage/v1/projects/{id}/api-keys`, by its id.":
    "Идентификатор из `/manage/v1/projects/{id}/api-keys`.",
  "Changes the key's name or end; absent members stay.":
    "Меняет имя или срок ключа; отсутствующие поля не меняются.",
  "Makes a key of the same name; `key` is shown by this response alone. The previous one is accepted for `overlapSeconds` more; the project's other keys are left alone.":
    "Создаёт ключ с тем же именем; `key` показывается только в этом ответе. Прежний ключ принимается ещё `overlapSeconds`; остальные ключи проекта не затрагиваются.",
  "When the new key ends; absent: never.": "Когда истекает новый ключ; если нет — никогда.",
  "Id of the key.": "Идентификатор ключа.",
  "Null: it is refused already.": "null: уже отклоняется.",
  "The key that it replaces.": "Ключ, который он заменяет.",
  "Replaces one of a project's secrets. The new one is shown in this response only; the previous one stays valid for a while.":
    "Заменяет один из секретов проекта. Новый показывается только в этом ответе; прежний ещё некоторое время действует.",
  "Which of the project's secrets to rotate.": "Какой из секретов проекта сменить.",
  "Which of the project's secrets gets signed with from now on.":
    "Каким из секретов проекта подписывать с этого времени.",
  "Null: the previous value is not valid any more.": "null: прежнее значение больше не действует.",
  "Hashes and signs with the new secret where there is room for one; the previous one stays valid.":
    "Хеши и подписи, в которых есть место только для одного секрета, используют новый; прежний остаётся действительным.",
  "`secret`: able-id hashes; `webhook_secret`: signatures that have room for one secret.":
    "`secret`: хеши able-id; `webhook_secret`: подписи, в которых есть место только для одного секрета.",
  "Ends the previous values of a secret before their time.":
    "Досрочно прекращает действие прежних значений секрета.",
  "Which of the project's secrets ends.": "Действие какого из секретов проекта прекратить.",
  "The picture that applicants see next to the organisation's name: PNG or JPEG, at most 256 KiB and 1024 pixels on a side.":
    "Изображение, которое заявители видят рядом с названием организации: PNG или JPEG, не больше 256 КиБ и 1024 пикселей по стороне.",
  "Applicants see the organisation's name alone.": "Заявители видят только название организации.",
  "Returns the picture as it was uploaded.": "Возвращает изображение в том виде, в котором оно загружено.",
};
