import type { Part } from "./part.ts";

/** Of reviews. */
export const reviews: Part = {
  "Returns reviews: open ones first, then by age.":
    "Возвращает решения: сначала открытые, затем по давности.",
  "Only reviews of these projects.": "Только решения этих проектов.",
  "Only reviews with these statuses.": "Только решения с этими статусами.",
  "Only reviews of sessions, or of users.": "Только решения по сессиям или по пользователям.",
  "Only the reviews of these sessions.": "Только решения по этим сессиям.",
  "`mine`: open reviews that the caller has claimed. `due`: open ones that nobody has claimed and that the caller has not approved already.":
    "`mine`: открытые решения, которые взял вызывающий. `due`: открытые решения, которые никто не взял и которые вызывающий ещё не одобрил.",
  "Id of the review.": "Идентификатор решения.",
  "Project of the review.": "Проект решения.",
  "Whether a session or a user as a whole is reviewed.":
    "По сессии или по пользователю в целом принимается решение.",
  "Id of the session under review; null in a user's review.":
    "Идентификатор сессии, по которой принимается решение; null в решении о пользователе.",
  "Method of the session; null in a user's review.": "Метод сессии; null в решении о пользователе.",
  "The integrator's own id of the person; null if unknown.":
    "Собственный идентификатор человека у интегратора; null, если неизвестен.",
  "`open`, `decided`, or `withdrawn` because no decision is needed any more.":
    "`open`, `decided` или `withdrawn`: решение больше не нужно.",
  "Who.": "Кто.",
  "Whether it is the caller's.": "Сам ли вызывающий.",
  "When it ends.": "Когда заканчивается.",
  "Who works on it; null if nobody does.": "Кто взял его в работу; null, если никто.",
  "Whether it is the caller's, who then can't give the second.":
    "Дал ли его вызывающий: тогда второе он дать не может.",
  "When.": "Когда.",
  "The first of two approvals; null if there is none.": "Первое из двух одобрений; null, если его нет.",
  "How the review was decided; null while it is open. `resubmission_requested`: the applicant was asked for other pictures, and another review follows them.":
    "Какое решение принято; null, пока оно открыто. `resubmission_requested`: у заявителя запрошены другие снимки, за ними последует новое решение.",
  "Of a refusal, the main one first.": "Причины отказа, главная — первой.",
  "When the person is to be reviewed again.": "Когда решение о человеке нужно принять снова.",
  "Who decided it; null until then.": "Кто его принял; до тех пор null.",
  "Until when it can be decided.": "До какого времени его можно принять.",
  "Returns a review with everything to decide by; leaves an audit record.":
    "Возвращает решение со всем, что для него нужно; оставляет запись аудита.",
  "One of `/manage/v1/reviews`, by its id.": "Идентификатор из `/manage/v1/reviews`.",
  "`false` leaves out the pictures in base64: they are read at the addresses of `pictures`.":
    "При `false` снимков в base64 нет: они читаются по адресам из `pictures`.",
  "What the operator remarked.": "Замечание оператора.",
  "What was written down.": "Что записано.",
  "The code by which an agent finds the session.": "Код, по которому агент находит сессию.",
  "What kind it is.": "Какого он вида.",
  "The pictures that the session took.": "Снимки, сделанные в сессии.",
  "Size in bytes.": "Размер в байтах.",
  "Whether the page's camera took it or a file was chosen; null if that is not known.":
    "Снят камерой страницы или выбран файлом; null, если неизвестно.",
  "Name of the picture: the kind of capture, or `registry`.": "Имя снимка: его вид или `registry`.",
  "Width in pixels.": "Ширина в пикселях.",
  "Height in pixels.": "Высота в пикселях.",
  "The same pictures and the registry's, by address.": "Те же снимки и фотография из реестра, по адресам.",
  "What the document, the registry and the integrator say, field by field.":
    "Что говорят документ, реестр и интегратор, поле за полем.",
  "For which reasons this review can be refused.": "По каким причинам здесь можно отказать.",
  "Those of them for which the checks found a cause; a hint that decides nothing.":
    "Те из них, для которых проверки нашли повод; подсказка, которая ничего не решает.",
  "The reason.": "Причина.",
  "Title and advice, in the session's language.": "Заголовок и совет, на языке сессии.",
  "What the applicant reads on the page after a refusal, by its main reason.":
    "Что прочтёт заявитель на странице после отказа, по главной причине.",
  "Its name.": "Его имя.",
  "Its value.": "Его значение.",
  "The integrator's data about the user, without empty fields.":
    "Данные интегратора о пользователе, без пустых полей.",
  "The user's own fields; null if the user is not kept here.":
    "Собственные поля пользователя; null, если он здесь не хранится.",
  "Whether it waits for its pre-review, before the integrator is notified of it.":
    "Ждёт ли предварительного решения, до которого интегратор о нём не узнаёт.",
  "Content type of the file.": "Тип содержимого файла.",
  "Size of the file in bytes.": "Размер файла в байтах.",
  "When it was uploaded.": "Когда загружен.",
  "The user's documents, oldest first, at most 100.":
    "Документы пользователя, старые — первыми, не больше 100.",
  "What the caller has judged before seeing the checks; null if nothing.":
    "Какое суждение вызывающий вынес, не видя проверок; null, если никакого.",
  "Whether `checks`, `suggestedReasons` and matches are hidden until the caller judges.":
    "Скрыты ли `checks`, `suggestedReasons` и совпадения, пока вызывающий не вынес суждение.",
  "The picture of the face that the session took.": "Снимок лица, сделанный в сессии.",
  "The registry's picture of the person.": "Фотография человека из реестра.",
  "The registry's record of a resident, as of the session's start; null if there is none.":
    "Запись реестра о резиденте на начало сессии; null, если её нет.",
  "The registry's record of a foreigner's border crossing; null if there is none.":
    "Запись реестра о пересечении границы иностранцем; null, если её нет.",
  "How the person was verified.": "Как проверялся человек.",
  "Why it failed; null if it did not.": "Почему не пройдена; null, если это не так.",
  "Other sessions of the same person in the project, newest first, at most 20.":
    "Другие сессии того же человека в проекте, новые — первыми, не больше 20.",
  "The automatic checks; null in a user's review.": "Автоматические проверки; null в решении о пользователе.",
  "What blocks an approval, which then needs an operator's `override`; by the identity that is recorded so far.":
    "Что мешает одобрению, для которого тогда нужен `override` оператора; по личности, записанной к этому времени.",
  "How often the session can still be sent back.": "Сколько раз сессию ещё можно вернуть.",
  "Which picture.": "Какой снимок.",
  "Why it can be asked for again.": "По каким причинам его можно запросить снова.",
  "The pictures that can be asked for again.": "Снимки, которые можно запросить снова.",
  "What the applicant can be asked for again; null if there is nothing to ask for.":
    "Что можно запросить у заявителя снова; null, если нечего.",
  "Why it was approved despite what blocked it.": "Почему одобрено вопреки тому, что мешало.",
  "Returns one of the review's `pictures`; leaves an audit record.":
    "Возвращает один из снимков (`pictures`) решения; оставляет запись аудита.",
  "Returns the file of one of the review's `documents`; leaves an audit record.":
    "Возвращает файл одного из документов (`documents`) решения; оставляет запись аудита.",
  "Records the caller's own impression. In a project with `hideScores` the checks are shown to them from then on. The first judgement stands.":
    "Записывает собственное впечатление вызывающего. В проекте с `hideScores` после этого ему показываются проверки. Первое суждение окончательно.",
  "Whether all looks genuine, or something is doubtful: an impression, not a decision.":
    "Выглядит ли всё подлинным или что-то вызывает сомнение: впечатление, а не решение.",
  "Claims the most urgent open review that nobody has claimed and that the caller has not approved already. 204 where there is none.":
    "Берёт в работу самое срочное открытое решение, которое никто не взял и которое вызывающий ещё не одобрил. 204, если такого нет.",
  "Nothing waits for the caller.": "Для вызывающего ничего нет.",
  "Takes a review for 30 minutes, in which nobody else can decide it.":
    "Берёт решение в работу на 30 минут, в которые никто другой не может его принять.",
  "Puts a claimed review back into the queue. Operators can release anybody's.":
    "Возвращает взятое решение в очередь. Операторы могут вернуть чужое.",
  "Records the results of a call: notes, and the person as verified.":
    "Записывает результаты звонка: заметки и подтверждённую личность.",
  "Where the project wants two people's approval, the first is recorded and the review returns to the queue, open.":
    "Если проекту нужны одобрения двух людей, первое записывается, а решение возвращается в очередь открытым.",
  "Whether to approve or to refuse.": "Одобрить или отказать.",
  "Why it is refused, the main reason first; of a refusal only, which must have one.":
    "Почему отказано, главная причина — первой; только при отказе, для которого хотя бы одна обязательна.",
  "Approves despite `blocks`. Only for operators; audited, and stored with the review.":
    "Одобряет вопреки `blocks`. Только для операторов; попадает в аудит и хранится с решением.",
  "Why it is approved nevertheless.": "Почему всё же одобрено.",
  "Sends the session back to its applicant: the same link asks for these pictures again, for 72 hours, and says why. The review is closed; another one is opened when the pictures are there. Twice for each session at most.":
    "Возвращает сессию заявителю: по той же ссылке страница 72 часа снова просит эти снимки и объясняет причину. Решение закрывается; когда снимки получены, открывается новое. Не больше двух раз за сессию.",
  "Which picture is asked for again.": "Какой снимок запрашивается снова.",
  "What was wrong with it, as shown to the applicant.": "Что с ним не так, как это показывается заявителю.",
  "The pictures that are asked for again. One pose means all of them, as their order matters.":
    "Снимки, которые запрашиваются снова. Одна поза означает все: важен их порядок.",
  "What the operator remarked; not for the applicant.": "Замечание оператора; не для заявителя.",
};
