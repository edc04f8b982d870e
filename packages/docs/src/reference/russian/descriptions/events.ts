import type { Part } from "./part.ts";

/** Of events and their types. */
export const events: Part = {
  "Returns events without their payloads, newest first. A page that looks for a rare type may be short, or empty, though there are more.":
    "Возвращает события без данных, новые — первыми. При поиске редкого типа страница может быть неполной или пустой, хотя есть ещё.",
  "Only events of this project.": "Только события этого проекта.",
  "Only these events.": "Только эти события.",
  "Only events of these types.": "Только события этих типов.",
  "Only events about these subjects, such as sessions' ids.":
    "Только события об этих субъектах, например с идентификаторами сессий.",
  "Id of the event, `evt_…`; its deliveries carry it as `webhook-id`.":
    "Идентификатор события, `evt_…`; его доставки несут его как `webhook-id`.",
  "The project of the event.": "Проект события.",
  "Its type, of the catalog or the project's own.": "Его тип — из каталога или собственный тип проекта.",
  "What it happened to, such as a session's id.": "С чем оно произошло, например идентификатор сессии.",
  "Its number within its subject, where it has one.": "Его номер в пределах субъекта, если есть.",
  "When it happened, which is when it was recorded.": "Когда произошло, то есть когда записано.",
  "Records an event. The response follows once it is durable.":
    "Записывает событие. Ответ приходит после его надёжного сохранения.",
  "What it happened to: events of one subject have rising numbers, and are erased together.":
    "С чем оно произошло: номера событий одного субъекта растут, и стираются они вместе.",
  "Its payload: at most 20,000 values, 64 levels deep, and 1,048,576 characters.":
    "Его данные: не больше 20 000 значений, 64 уровней и 1 048 576 символов.",
  "Id of the event, `evt_…`.": "Идентификатор события, `evt_…`.",
  "Returns an event with its payload; leaves an audit record.":
    "Возвращает событие с данными; оставляет запись аудита.",
  "One of `/manage/v1/events`, by its id.": "Идентификатор из `/manage/v1/events`.",
  "Its payload; null if it is withheld.": "Его данные; null, если они не показываются.",
  "Why the payload is null: the subject was `erased`; the project's retention of payloads has `expired`; it is `personal` and the caller is a project's key, which gets personal data only at its static addresses.":
    "Почему данные — null: субъект стёрт (`erased`); истёк срок хранения данных в проекте (`expired`); данные персональные (`personal`), а вызывает ключ проекта, который получает их только на статические адреса.",
  "With JSON Schemas and examples, in the catalog's order. A project's own are its `event-types`.":
    "С JSON Schema и примерами, в порядке каталога. Собственные типы проекта — в его `event-types`.",
  "Its name, such as `session.expired` or `custom.order.shipped`.":
    "Его имя, например `session.expired` или `custom.order.shipped`.",
  "The project whose own type it is; null: the catalog's.":
    "Проект, которому принадлежит собственный тип; null: тип из каталога.",
  "Rises with every change of a project's own type. Send it back as `If-Match` to change only what you have seen. 1 for the catalog's, which change only compatibly.":
    "Растёт с каждым изменением собственного типа проекта. Передайте её в `If-Match`, чтобы изменить только то, что вы видели. У типов каталога 1: они меняются только совместимо.",
  "In Russian.": "На русском.",
  "In English.": "На английском.",
  "What people call it.": "Как его называют люди.",
  "When the event happens, in Russian and English.": "Когда происходит событие, на русском и английском.",
  "The wire format in which it is sent by default.": "Формат, в котором оно отправляется по умолчанию.",
  "What the event's subject is.": "Что является субъектом события.",
  "Whether its payload may hold personal data.": "Могут ли в его данных быть персональные данные.",
  "JSON Schema 2020-12 of the payload.": "JSON Schema 2020-12 данных.",
  "An invented payload.": "Вымышленные данные.",
  "With the JSON Schema of its payload and an example.": "С JSON Schema данных и примером.",
  "Name of the event type.": "Имя типа события.",
  "Events of the type go out in the standard format. The schema is complete in itself (`$ref` leads to `#/$defs/…`, without circles), its patterns are RE2's, `format` is an annotation.":
    "События этого типа отправляются в стандартном формате. Схема самодостаточна (`$ref` ведёт на `#/$defs/…`, без циклов), регулярные выражения — RE2, `format` — аннотация.",
  "Its name: `custom.` and one to four words.": "Его имя: `custom.` и от одного до четырёх слов.",
  "The type's name in Russian.": "Название типа на русском.",
  "The type's name in English.": "Название типа на английском.",
  "When it happens; absent: the title.": "Когда происходит; если нет — название.",
  "JSON Schema 2020-12 of the payload, complete in itself.": "JSON Schema 2020-12 данных, самодостаточная.",
  "A payload that satisfies it.": "Данные, которые ей соответствуют.",
  "By name, page by page.": "По имени, постранично.",
  "As it is now, or an earlier version of it.": "В нынешнем виде или в одной из прежних версий.",
  "An earlier version of it; absent: the current one.": "Прежняя версия; если нет — текущая.",
  "Makes a new version. Events recorded before stay as they are. Events of the type go out in the standard format. The schema is complete in itself (`$ref` leads to `#/$defs/…`, without circles), its patterns are RE2's, `format` is an annotation.":
    "Создаёт новую версию. Записанные события не меняются. События этого типа отправляются в стандартном формате. Схема самодостаточна (`$ref` ведёт на `#/$defs/…`, без циклов), регулярные выражения — RE2, `format` — аннотация.",
  "No more events of it are recorded; those that were stay in the log.":
    "События этого типа больше не записываются; записанные остаются в журнале.",
  "Records up to 1,000 events, all or none. The response follows once they are durable.":
    "Записывает до 1000 событий: все или ни одного. Ответ приходит после их надёжного сохранения.",
  "Whose events they are.": "Чьи это события.",
  "The events, in their order.": "События, по порядку.",
  "Ids of the events, in the order given.": "Идентификаторы событий, в том же порядке.",
};
