import type { Part } from "./part.ts";

/** Of able-id. */
export const ableId: Part = {
  "Starts a session for a resident, which compares a live face with the registry's picture. Send the applicant to `fullUrl` within ten minutes.":
    "Начинает сессию резидента, которая сравнивает лицо перед камерой с фотографией в реестре. Направьте заявителя на `fullUrl` в течение десяти минут.",
  "The project's id.": "Идентификатор проекта.",
  "The project's secret.": "Секрет проекта.",
  "The caller's own id of the session, unique in the project.":
    "Собственный идентификатор сессии у вызывающего, уникальный в проекте.",
  "The resident's PINFL: 14 digits; in live projects with a correct check digit.":
    "ПИНФЛ резидента: 14 цифр; в боевых проектах с верной контрольной цифрой.",
  "The resident's date of birth, as `DD.MM.YYYY` or `YYYY-MM-DD`.":
    "Дата рождения резидента, в виде `DD.MM.YYYY` или `YYYY-MM-DD`.",
  "The language of the response and of the applicant's page; the project's by default.":
    "Язык ответа и страницы заявителя; по умолчанию язык проекта.",
  "Public https addresses to send the outcome to, without personal data.":
    "Публичные адреса https, на которые отправить итог, без персональных данных.",
  "200, with HTTP 201 too.": "200, и при HTTP 201.",
  "The code's name.": "Имя кода.",
  "For people, in the language of the request, of the session or of the project.":
    "Для людей, на языке запроса, сессии или проекта.",
  "Id of the session, for all further calls.": "Идентификатор сессии, для всех дальнейших вызовов.",
  "The applicant's link. It is a credential: anybody who has it can take part in the session.":
    "Ссылка заявителя. Это учётные данные: любой, у кого она есть, может участвовать в сессии.",
  "Where the applicant returns to after success: the project's `SUCCESS_REDIRECT_URL`.":
    "Куда заявитель возвращается после успеха: `SUCCESS_REDIRECT_URL` проекта.",
  "Starts a session for a foreigner known by a border crossing, which compares a live face with the registry's picture. Send the applicant to `fullUrl` within ten minutes.":
    "Начинает сессию иностранца, известного по пересечению границы, которая сравнивает лицо перед камерой с фотографией в реестре. Направьте заявителя на `fullUrl` в течение десяти минут.",
  "The number of the foreigner's document, as the border crossing has it.":
    "Номер документа иностранца, как в записи о пересечении границы.",
  "Starts a session for a resident, which is the shorter, passive check of somebody whom the project identified before. Send the applicant to `fullUrl` within ten minutes.":
    "Начинает сессию резидента: более короткую, пассивную проверку того, кого проект уже идентифицировал. Направьте заявителя на `fullUrl` в течение десяти минут.",
  "Starts a session for a foreigner known by a border crossing, which is the shorter, passive check of somebody whom the project identified before. Send the applicant to `fullUrl` within ten minutes.":
    "Начинает сессию иностранца, известного по пересечению границы: более короткую, пассивную проверку того, кого проект уже идентифицировал. Направьте заявителя на `fullUrl` в течение десяти минут.",
  "Sends the passport data of the session's resident to the project's `PERSON_WEBHOOK_URL`. While the session is open, the call is remembered and the data is sent on success (`deferred`). After a failure it is refused with 10301.":
    "Отправляет паспортные данные резидента этой сессии на `PERSON_WEBHOOK_URL` проекта. Пока сессия открыта, вызов запоминается, и данные отправляются после успеха (`deferred`). После неудачи он отклоняется с 10301.",
  "The session, as the call that started it returned it.": "Сессия, как её вернул начавший её вызов.",
  "Always true.": "Всегда true.",
  "Present while the session is open: the data is sent once it succeeds.":
    "Есть, пока сессия открыта: данные отправляются после её успеха.",
  "The call was accepted.": "Вызов принят.",
  "Sends the full record of the session's resident to the project's `PERSON_WEBHOOK_URL`. While the session is open, the call is remembered and the data is sent on success (`deferred`). After a failure it is refused with 10301.":
    "Отправляет полную запись о резиденте этой сессии на `PERSON_WEBHOOK_URL` проекта. Пока сессия открыта, вызов запоминается, и данные отправляются после успеха (`deferred`). После неудачи он отклоняется с 10301.",
  "Sends the registered address of the session's resident to `REGISTRATION_WEBHOOK_URL`. While the session is open, the call is remembered and the data is sent on success (`deferred`). After a failure it is refused with 10301.":
    "Отправляет адрес регистрации резидента этой сессии на `REGISTRATION_WEBHOOK_URL`. Пока сессия открыта, вызов запоминается, и данные отправляются после успеха (`deferred`). После неудачи он отклоняется с 10301.",
  "Sends the photo that the session took to the project's `PHOTO_WEBHOOK_URL`. While the session is open, the call is remembered and the data is sent on success (`deferred`). After a failure it is refused with 10301.":
    "Отправляет снимок, сделанный в сессии, на `PHOTO_WEBHOOK_URL` проекта. Пока сессия открыта, вызов запоминается, и данные отправляются после успеха (`deferred`). После неудачи он отклоняется с 10301.",
  "Sends the border crossing of the session's foreigner to the project's `FOREIGN_WEBHOOK_URL`. While the session is open, the call is remembered and the data is sent on success (`deferred`). After a failure it is refused with 10301.":
    "Отправляет пересечение границы иностранцем этой сессии на `FOREIGN_WEBHOOK_URL` проекта. Пока сессия открыта, вызов запоминается, и данные отправляются после успеха (`deferred`). После неудачи он отклоняется с 10301.",
  "Starts a session whose picture the integrator takes and sends itself, within an hour. The same `transactionId` gets the same session for an hour.":
    "Начинает сессию, снимок для которой интегратор делает и отправляет сам, в течение часа. Тот же `transactionId` в течение часа получает ту же сессию.",
  "Upper-case hex HMAC-SHA256 of `attemptId.transactionId` under the project's secret: proves who opened the session.":
    "HMAC-SHA256 от `attemptId.transactionId` под секретом проекта, в hex заглавными буквами: доказывает, кто начал сессию.",
  "The caller's own id, as it was sent.": "Собственный идентификатор вызывающего, как он передан.",
  "Submits a resident and a picture of their face to a direct session. On success their full record is sent to the project's `PERSON_WEBHOOK_URL`.":
    "Передаёт в прямую сессию резидента и снимок его лица. После успеха полная запись о нём отправляется на `PERSON_WEBHOOK_URL` проекта.",
  "A JPEG or PNG picture of the face in base64, at most 6 MiB as a file.":
    "Снимок лица JPEG или PNG в base64, файл не больше 6 МиБ.",
  "Submits a foreigner and a picture of their face to a direct session. On success their border crossing is sent to the project's `FOREIGN_WEBHOOK_URL`.":
    "Передаёт в прямую сессию иностранца и снимок его лица. После успеха его пересечение границы отправляется на `FOREIGN_WEBHOOK_URL` проекта.",
  "The codes of the documents that the registry knows, with their titles. Needs no credentials.":
    "Коды документов, известных реестру, с названиями. Учётные данные не нужны.",
  "The language of the titles; Russian by default.": "Язык названий; по умолчанию русский.",
  "The type's code.": "Код типа.",
  "The type in the requested language.": "Название типа на запрошенном языке.",
  "Every document type.": "Все типы документов.",
};
