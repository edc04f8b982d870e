import type { Part } from "./part.ts";

/** Of the bodies of errors. */
export const errors: Part = {
  "The service is starting or stopping, or its database does not respond.":
    "Сервис запускается или останавливается, или его база не отвечает.",
  "A link to the code's documentation.": "Ссылка на описание кода.",
  "The code in words; the same for every occurrence.": "Код словами; всегда одинаково.",
  "The HTTP status.": "Статус HTTP.",
  "What went wrong; codes never change their meaning.": "Что пошло не так; коды никогда не меняют смысла.",
  "What is wrong in this request, for people.": "Что не так в этом запросе, для людей.",
  "This occurrence: `urn:countersign:request:` and the request's id.":
    "Этот случай: `urn:countersign:request:` и идентификатор запроса.",
  "Each field at fault.": "Все неверные поля.",
  "The field, as a dotted path with indexes; empty for the whole body.":
    "Поле — путь через точки, с номерами; пусто для всего тела.",
  "What is wrong with it; never its value.": "Что с ним не так; значения нет никогда.",
  "The session's state, if it does not allow the step.":
    "Состояние сессии, если оно не допускает этого шага.",
  "The steps that the session's state allows.": "Шаги, которые допускает состояние сессии.",
  "The current version, if `If-Match` names another.": "Текущая версия, если `If-Match` называет другую.",
  "The quota that is used up.": "Исчерпанная квота.",
  "Which quota is used up.": "Какая квота исчерпана.",
  "Whether it is the project's or the calling key's share.": "Доля проекта или вызывающего ключа.",
  "Present if the project stores as much as it may.":
    "Есть, если проект хранит столько, сколько ему разрешено.",
  "What the project stores, as it is counted.": "Сколько хранит проект, как это считается.",
  "How much it may store.": "Сколько он может хранить.",
  "The error's code.": "Код ошибки.",
  "The code's name, `INCORRECT_DATA_FORMAT`.": "Имя кода, `INCORRECT_DATA_FORMAT`.",
  "For people, in the language of the request, of the session or of the project; names the field.":
    "Для людей, на языке запроса, сессии или проекта; называет поле.",
  "The field or configuration key at fault.": "Неверное поле или ключ настроек.",
  "What is wrong with it, in English, for the developer.":
    "Что с ним не так, на английском, для разработчика.",
  "What exactly is wrong, if it is known.": "Что именно не так, если известно.",
  "For people, in the project's language.": "Для людей, на языке проекта.",
  "The field at fault, as a dotted path.": "Неверное поле — путь через точки.",
  "What went wrong.": "Что пошло не так.",
  "For people, in English; names the field.": "Для людей, на английском; называет поле.",
  "One entry for each field at fault, or one altogether.":
    "По одной записи на каждое неверное поле или одна на всё.",
  "For people, in the project's language; a denying hook's own words.":
    "Для людей, на языке проекта; при запрете — собственные слова хука.",
  "What exactly is wrong, in English, where `message` is not.":
    "Что именно не так, на английском, если `message` на другом языке.",
  "The first field at fault, as a dotted path.": "Первое неверное поле — путь через точки.",
  "Every field at fault.": "Все неверные поля.",
  "The field, as a dotted path; empty for the whole body.": "Поле — путь через точки; пусто для всего тела.",
  "What is wrong with it.": "Что с ним не так.",
  "The name of the webhook that denied or failed.": "Имя вебхука, который запретил или дал сбой.",
  "The denying hook's own code.": "Собственный код хука, который запретил.",
  "The interception, for `/manage/v1/interceptions/{id}`.": "Перехват, для `/manage/v1/interceptions/{id}`.",
  "What the bank reported.": "Что сообщил банк.",
  "The bank's code; null without a response.": "Код банка; null без ответа.",
  "The error.": "Ошибка.",
  "A project's API key (`csk_…`) or a person's token (`cso_…`).":
    "Ключ API проекта (`csk_…`) или токен человека (`cso_…`).",
  "A project's API key, or an operator's token together with `x-project-id`.":
    "Ключ API проекта или токен оператора вместе с `x-project-id`.",
  "The token in the fragment of the session's link.": "Токен из фрагмента ссылки сессии.",
  "The cell that the request belongs to, if it is another one.":
    "Ячейка, которой принадлежит запрос, если это другая.",
};
