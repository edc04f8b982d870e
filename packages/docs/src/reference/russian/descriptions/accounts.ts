import type { Part } from "./part.ts";

/** Of operators, accounts and signing in. */
export const accounts: Part = {
  "Adds somebody who may sign in. With an e-mail address they are invited by a one-time link, without one they get a token; either is shown in this response only.":
    "Добавляет человека, который может входить. Если указан адрес почты, он приглашается одноразовой ссылкой, если нет — получает токен; то и другое показывается только в этом ответе.",
  "The person's name, as colleagues know it.": "Имя человека, как его знают коллеги.",
  "What the person may do in every project; null: only what `projectRoles` say.":
    "Что человеку разрешено в каждом проекте; null: только то, что указано в `projectRoles`.",
  "Roles in single projects.": "Роли в отдельных проектах.",
  "What the person may do there, in addition to `role`.": "Что человеку разрешено там в дополнение к `role`.",
  "Their e-mail address: with it they are invited to sign in, and get no token.":
    "Адрес почты: с ним человек получает приглашение войти и не получает токена.",
  "Id of the operator.": "Идентификатор оператора.",
  "The person's name.": "Имя человека.",
  "Whether the person may sign in and call.": "Может ли человек входить и вызывать.",
  "The e-mail address that they sign in with.": "Адрес почты, с которым человек входит.",
  "How the person can sign in, `totp` in addition to the password; none: not yet.":
    "Как человек может войти, `totp` — в дополнение к паролю; пусто: пока никак.",
  "Their last request, to the minute; null: never.":
    "Последний запрос, с точностью до минуты; null: не было.",
  "When their token ends; null: never, or there is none.":
    "Когда истекает токен; null: никогда, или токена нет.",
  "Of a person with an e-mail address; null otherwise.": "Для человека с адресом почты; иначе null.",
  "The link, shown once: send it only to this person.":
    "Ссылка, показывается один раз: отправьте её только этому человеку.",
  "When the link ends. A later link replaces it before.":
    "Когда истекает ссылка. Более поздняя ссылка заменяет её раньше.",
  "Returns the people who may sign in, newest first.":
    "Возвращает людей, которые могут входить, новых — первыми.",
  "`active`: people who may sign in and call; `inactive`: people who may not.":
    "`active`: люди, которые могут входить и вызывать; `inactive`: люди, которые не могут.",
  "Only people with these roles in the whole service.": "Только люди с этими ролями во всём сервисе.",
  "Only people with a role in these projects.": "Только люди с ролью в этих проектах.",
  "Returns a person's name, role and access.": "Возвращает имя, роль и доступ человека.",
  "One of `/manage/v1/operators`, by its id.": "Идентификатор из `/manage/v1/operators`.",
  "Changes a person's name, e-mail address, roles or access. Ending their access revokes their tokens and ends their sessions.":
    "Меняет имя, адрес почты, роли или доступ человека. Лишение доступа отзывает его токены и завершает его сеансы.",
  "Roles in single projects; replaces the previous ones.": "Роли в отдельных проектах; заменяют прежние.",
  "A new e-mail address; null: they can't sign in with a password.":
    "Новый адрес почты; null: войти с паролем нельзя.",
  "Replaces a person's token. The new one is shown in this response only.":
    "Заменяет токен человека. Новый показывается только в этом ответе.",
  "Makes a one-time link, good for a week, for a new person or one who has forgotten their password; previous links are void. It is shown in this response only.":
    "Создаёт одноразовую ссылку, действующую неделю, для нового человека или того, кто забыл пароль; прежние ссылки теряют силу. Она показывается только в этом ответе.",
  "Whether accepting it removes authenticator app, recovery codes and passkeys.":
    "Удаляет ли её принятие аутентификатор, коды восстановления и ключи доступа.",
  "Returns the browsers that one is signed in with, newest first.":
    "Возвращает браузеры, в которых вы вошли, последние — первыми.",
  "How the person signed in.": "Как человек вошёл.",
  "The IP address from which they signed in.": "IP-адрес, с которого человек вошёл.",
  "The browser, in its own words.": "Браузер, как он назвал себя сам.",
  "When the person signed in.": "Когда человек вошёл.",
  "The last request, to the minute.": "Последний запрос, с точностью до минуты.",
  "When it ends, even if it is in use.": "Когда заканчивается, даже если используется.",
  "Whether it is the session of this request.": "Принадлежит ли этот запрос этому сеансу.",
  "The open sessions, newest first.": "Открытые сеансы, новые — первыми.",
  "Ends all of them but the one that calls.": "Завершает все сеансы, кроме вызывающего.",
  "How many sessions ended.": "Сколько сеансов завершено.",
  "That browser is signed out with its next request, in every process.":
    "Сеанс в этом браузере завершается со следующим его запросом, во всех процессах.",
  "One of `/manage/v1/me/sessions`, by its id.": "Идентификатор из `/manage/v1/me/sessions`.",
  "It is over.": "Завершено.",
  "Returns the browsers that the person is signed in with, newest first.":
    "Возвращает браузеры, в которых вошёл человек, последние — первыми.",
  "All browsers of the person are signed out with their next request, in every process.":
    "Сеансы человека во всех браузерах завершаются со следующим запросом, во всех процессах.",
  "One of `/manage/v1/operators/{id}/sessions`, by its id.":
    "Идентификатор из `/manage/v1/operators/{id}/sessions`.",
  "Returns tokens by name and prefix, newest first. Their values are not kept.":
    "Возвращает токены с именем и префиксом, новые — первыми. Сами значения не хранятся.",
  "It may do what one's roles allow. `token` is shown in this response only. It needs a sign-in or proof of the last 15 minutes.":
    "Токену разрешено то же, что вашим ролям. `token` показывается только в этом ответе. Требуется вход или подтверждение личности за последние 15 минут.",
  "One of `/manage/v1/me/tokens`, by its id.": "Идентификатор из `/manage/v1/me/tokens`.",
  "It may do what the person's roles allow. `token` is shown in this response only.":
    "Токену разрешено то же, что ролям человека. `token` показывается только в этом ответе.",
  "One of `/manage/v1/operators/{id}/tokens`, by its id.":
    "Идентификатор из `/manage/v1/operators/{id}/tokens`.",
  "Returns what a sign-in page offers. It needs no credentials.":
    "Возвращает способы входа, которые предлагает страница. Учётные данные не нужны.",
  "Whether passkeys work at the service's address.": "Работают ли ключи доступа на адресе сервиса.",
  "The text of the button.": "Текст на кнопке.",
  "The OpenID Connect provider; null: none is configured.": "Провайдер OpenID Connect; null: не настроен.",
  "Whether there is an operator who can sign in.": "Есть ли оператор, который может войти.",
  "Whether this browser is signed in.": "Выполнен ли вход в этом браузере.",
  "Sets the console's cookie, or returns the step for a second factor. Five failures in a row from an address lock the account there, for a minute at first: `sign_in_locked`, with `Retry-After`.":
    "Устанавливает cookie консоли или возвращает шаг для второго фактора. Пять неудач подряд с одного адреса блокируют для него учётную запись, сначала на минуту: `sign_in_locked` с `Retry-After`.",
  "The person's e-mail address.": "Адрес почты человека.",
  "The person's password.": "Пароль человека.",
  "Whether the browser is signed in, or a second step is missing.":
    "Выполнен ли вход в браузере или не хватает второго шага.",
  "For `POST /manage/v1/session/second-factor`; null: signed in.":
    "Для `POST /manage/v1/session/second-factor`; null: вход выполнен.",
  "Ends the session of this browser, in every process at once.":
    "Завершает сеанс этого браузера, сразу во всех процессах.",
  "The session is over.": "Сеанс завершён.",
  "Takes a code of the authenticator app or a recovery code, and sets the console's cookie.":
    "Принимает код аутентификатора или код восстановления и устанавливает cookie консоли.",
  "The `step` of the previous response; it can be tried five times within ten minutes.":
    "`step` из предыдущего ответа; его можно использовать пять раз в течение десяти минут.",
  "The six digits that the authenticator app shows.": "Шесть цифр, которые показывает аутентификатор.",
  "One of the ten recovery codes.": "Один из десяти кодов восстановления.",
  "Returns options for `navigator.credentials.get`, good for ten minutes and one use.":
    "Возвращает параметры для `navigator.credentials.get`, действительные десять минут и один раз.",
  "For `navigator.credentials`, as WebAuthn defines its JSON form.":
    "Для `navigator.credentials`, в виде JSON, который определяет WebAuthn.",
  "Sets the console's cookie. A passkey counts as both factors.":
    "Устанавливает cookie консоли. Ключ доступа считается обоими факторами.",
  "What `navigator.credentials.get` returned, in JSON form.":
    "Что вернул `navigator.credentials.get`, в виде JSON.",
  "For 15 minutes, passwords, factors and tokens can be changed in this session.":
    "В течение 15 минут в этом сеансе можно менять пароли, факторы и токены.",
  "The session is confirmed.": "Сеанс подтверждён.",
  "For services with an OpenID Connect provider. Returns where the browser goes to sign in. The provider sends it back to `/console/provider`, within ten minutes.":
    "Для сервисов с провайдером OpenID Connect. Возвращает адрес, по которому браузер переходит для входа. Провайдер возвращает его на `/console/provider`, на всё — десять минут.",
  "Where the browser goes to sign in: an address of the provider.":
    "Куда переходит браузер для входа: адрес провайдера.",
  "Sets the console's cookie, in the browser that began. Where groups have roles, the person has those of their groups from now on.":
    "Устанавливает cookie консоли в браузере, который начал вход. Если группам назначены роли, с этого момента у человека роли его групп.",
  "The fragment of the address with which the provider sent the browser back, without `#`.":
    "Фрагмент адреса, с которым провайдер вернул браузер, без `#`.",
  "Doesn't use up the link. The link's secret is in the body, so that no log contains it.":
    "Ссылка остаётся неиспользованной. Её секрет передаётся в теле, чтобы он не попал ни в один лог.",
  "The secret in the fragment of a one-time link.": "Секрет из фрагмента одноразовой ссылки.",
  "Whether it creates the first operator, or sets the password of a person.":
    "Создаёт ли ссылка первого оператора или задаёт пароль человека.",
  "The person's name; null for the first operator.": "Имя человека; null для первого оператора.",
  "The person's e-mail address; null if there is none yet.": "Адрес почты человека; null, если его ещё нет.",
  "Whether it replaces a password.": "Заменяет ли она пароль.",
  "When the link ends.": "Когда истекает ссылка.",
  "Creates the first operator, or sets the password of the person who was invited, and sets the console's cookie. The link is used up; other sessions of the person end.":
    "Создаёт первого оператора или задаёт пароль приглашённого человека и устанавливает cookie консоли. Ссылка становится использованной; остальные сеансы человека завершаются.",
  "The person's name; of the first operator only.": "Имя человека; только для первого оператора.",
  "The person's e-mail address; of the first operator only.":
    "Адрес почты человека; только для первого оператора.",
  "The new password: at least 12 characters.": "Новый пароль: не меньше 12 символов.",
  "Begins to sign in at a program without a browser. A person enters `userCode` in the console within ten minutes; the program asks for its token with `deviceCode`.":
    "Начинает вход в программе без браузера. Человек в течение десяти минут вводит `userCode` в консоли; программа запрашивает токен с `deviceCode`.",
  "What the program and its machine are called; the token gets this name.":
    "Как называются программа и её компьютер; токен получает это имя.",
  "Sent with each request for the token. A secret of the program.":
    "Передаётся с каждым запросом токена. Секрет программы.",
  "The code that a person enters in the console.": "Код, который человек вводит в консоли.",
  "Where a person enters it.": "Где человек его вводит.",
  "When the codes end.": "Когда истекают коды.",
  "How long to wait between requests, in seconds.": "Сколько секунд ждать между запросами.",
  "Returns whether a person has decided. `token` is shown once. Ask again every `intervalSeconds`.":
    "Сообщает, принял ли человек решение. `token` показывается один раз. Повторяйте запрос каждые `intervalSeconds`.",
  "The `deviceCode` of `POST /manage/v1/devices`.": "`deviceCode` из `POST /manage/v1/devices`.",
  "Whether a person has decided. `over`: they refused, or ten minutes have passed.":
    "Принял ли человек решение. `over`: отказ, или прошло десять минут.",
  "The bearer token; of an approved one, once.": "Токен Bearer; после одобрения, один раз.",
  "When the token ends.": "Когда истекает токен.",
  "Returns the program that waits under a code. The code is in the body, so that no log contains it.":
    "Возвращает программу, которая ждёт под этим кодом. Код передаётся в теле, чтобы он не попал ни в один лог.",
  "The code that the program shows.": "Код, который показывает программа.",
  "What the program calls itself.": "Как программа называет себя.",
  "The network address of its request.": "Сетевой адрес её запроса.",
  "When it asked.": "Когда она спросила.",
  "The program that waits under the code gets a token of one's own for 90 days. It needs a sign-in or proof of the last 15 minutes.":
    "Программа, которая ждёт под этим кодом, получает на 90 дней токен от вашего имени. Требуется вход или подтверждение личности за последние 15 минут.",
  "The program has its token with its next question.": "Программа получит токен со следующим запросом.",
  "The program that waits under the code gets nothing.":
    "Программа, которая ждёт под этим кодом, не получает ничего.",
  "The code is void.": "Код больше не действует.",
  "Returns who calls, what they may do, and how they want to see the console.":
    "Возвращает, кто вызывает, что ему разрешено и как он настроил консоль.",
  "Permissions in every project and of the service.": "Разрешения в каждом проекте и для сервиса.",
  "Further permissions in single projects, by the project's id.":
    "Дополнительные разрешения в отдельных проектах, по идентификатору проекта.",
  "What the person may do.": "Что человеку разрешено.",
  "The console's language.": "Язык консоли.",
  "Colours; `system` follows the device.": "Цвета; `system` — как на устройстве.",
  "The height of table rows.": "Высота строк таблиц.",
  "Whether single-key shortcuts are enabled.": "Включены ли сочетания из одной клавиши.",
  "How the person wants to see the console.": "Как человек настроил консоль.",
  "Whether the person can sign in with a password.": "Может ли человек войти с паролем.",
  "Whether an authenticator app is set up.": "Настроен ли аутентификатор.",
  "How many recovery codes are unused.": "Сколько кодов восстановления не использовано.",
  "How many passkeys the person has.": "Сколько у человека ключей доступа.",
  "The session of this browser; null for a call with a token.":
    "Сеанс этого браузера; null для вызова с токеном.",
  "Until when passwords and factors can be changed without another proof; null: not now.":
    "До какого времени можно менять пароли и факторы без нового подтверждения; null: сейчас нельзя.",
  "Changes name or preferences; absent members stay.":
    "Меняет имя или предпочтения; отсутствующие поля не меняются.",
  "Absent ones stay.": "Отсутствующие не меняются.",
  "Sessions at other browsers end. It needs a sign-in or proof of the last 15 minutes.":
    "Сеансы в других браузерах завершаются. Требуется вход или подтверждение личности за последние 15 минут.",
  "The new password counts.": "Действует новый пароль.",
  "Returns a secret. Nothing changes before the app's first code is confirmed.":
    "Возвращает секрет. Ничего не меняется, пока не подтверждён первый код приложения.",
  "Goes with the first code.": "Передаётся вместе с первым кодом.",
  "The secret in base32, for typing. Shown in this response only.":
    "Секрет в base32, для ввода вручную. Показывается только в этом ответе.",
  "The same for a QR code.": "То же для QR-кода.",
  "Removes it and the recovery codes: the password alone signs in then.":
    "Удаляет аутентификатор и коды восстановления: для входа остаётся один пароль.",
  "There is none any more.": "Удалено.",
  "Takes the app's first code. Returns ten recovery codes, in this response only.":
    "Принимает первый код приложения. Возвращает десять кодов восстановления, только в этом ответе.",
  "Ten codes, each valid once. Shown in this response only.":
    "Десять кодов, каждый действует один раз. Показываются только в этом ответе.",
  "Returns ten new codes, in this response only; the previous ones are void.":
    "Возвращает десять новых кодов, только в этом ответе; прежние теряют силу.",
  "Returns all of them, newest first.": "Возвращает все ключи доступа, новые — первыми.",
  "Id of the passkey.": "Идентификатор ключа доступа.",
  "What its owner calls it.": "Как его называет владелец.",
  "When it was last used to sign in; null: never.": "Когда с ним в последний раз вошли; null: ни разу.",
  "The passkeys, newest first.": "Ключи доступа, новые — первыми.",
  "Keeps the public key of a passkey that the browser made.":
    "Сохраняет открытый ключ ключа доступа, созданного браузером.",
  "What `navigator.credentials.create` returned, in JSON form.":
    "Что вернул `navigator.credentials.create`, в виде JSON.",
  "Returns options for `navigator.credentials.create`, good for ten minutes and one use.":
    "Возвращает параметры для `navigator.credentials.create`, действительные десять минут и один раз.",
  "It signs nobody in any more. Sessions that it opened stay.":
    "С этим ключом доступа больше нельзя войти. Сеансы, которые он открыл, продолжаются.",
  "One of `/manage/v1/me/passkeys`, by its id.": "Идентификатор из `/manage/v1/me/passkeys`.",
  "It is removed.": "Удалено.",
};
