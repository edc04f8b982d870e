import type { Part } from "./part.ts";

/** Of the registry. */
export const registry: Part = {
  "Returns the people of the local registry without their data, newest first.":
    "Возвращает людей локального реестра без их данных, новых — первыми.",
  "Id of the registry entry.": "Идентификатор записи реестра.",
  "Whether the person has locked access to their data.": "Закрыл ли человек доступ к своим данным.",
  "Whether there is a photo.": "Есть ли фотография.",
  "Imports people from a JSON array or from NDJSON. With `accept: application/x-ndjson` the response reports progress line by line.":
    "Загружает людей из массива JSON или из NDJSON. С `accept: application/x-ndjson` ответ построчно сообщает о ходе загрузки.",
  "Ask for valid PINFLs that agree with birth date and sex.":
    "Требовать правильных ПИНФЛ, согласованных с датой рождения и полом.",
  "The person's data.": "Данные человека.",
  "The permanent address.": "Постоянный адрес.",
  "The house and flat.": "Дом и квартира.",
  "The cadastral number.": "Кадастровый номер.",
  "The country, by the registry's code.": "Страна, по коду реестра.",
  "The country, by the central bank's code.": "Страна, по коду центрального банка.",
  "The region.": "Область.",
  "The region, by the registry's code.": "Область, по коду реестра.",
  "The region, by the central bank's code.": "Область, по коду центрального банка.",
  "The district.": "Район.",
  "The district, by the registry's code.": "Район, по коду реестра.",
  "The district, by the central bank's code.": "Район, по коду центрального банка.",
  "The neighbourhood (mahalla).": "Махалля.",
  "The neighbourhood, by the registry's code.": "Махалля, по коду реестра.",
  "The neighbourhood, by the central bank's code.": "Махалля, по коду центрального банка.",
  "The street.": "Улица.",
  "The street, by the registry's code.": "Улица, по коду реестра.",
  "The street, by the central bank's code.": "Улица, по коду центрального банка.",
  "The temporary addresses.": "Временные адреса.",
  "The registered addresses.": "Адреса регистрации.",
  "A JPEG or PNG picture in base64.": "Изображение JPEG или PNG в base64.",
  "Id of the import.": "Идентификатор загрузки.",
  "What the file holds: people or border crossings.": "Что в файле: люди или пересечения границы.",
  "Whether the import runs, has finished, was cut off, or was cancelled by an operator.":
    "Загрузка идёт, завершилась, оборвалась или отменена оператором.",
  "How many records were received.": "Сколько записей получено.",
  "How many records were stored.": "Сколько записей сохранено.",
  "How many records were refused.": "Сколько записей отклонено.",
  "The line of the file, from 1.": "Строка файла, от 1.",
  "The record's place in the array, from 0.": "Место записи в массиве, от 0.",
  "What is wrong with the field, and how to fix it.": "Что не так с полем и как это исправить.",
  "The first records that were refused.": "Первые из отклонённых записей.",
  "When the import began.": "Когда началась загрузка.",
  "When it ended; null while it runs.": "Когда завершилась; null, пока идёт.",
  "Finds a person by PINFL or document, in the local registry and then in its sources.":
    "Находит человека по ПИНФЛ или документу: в локальном реестре, затем в его источниках.",
  "ppl_…; null when an HTTP source holds the person.": "ppl_…; null, если человека хранит источник HTTP.",
  "Name of the HTTP source; null for the local registry.": "Имя источника HTTP; null для локального реестра.",
  "Null when an HTTP source holds the person.": "null, если человека хранит источник HTTP.",
  "Returns a person of the local registry with their data; leaves an audit record.":
    "Возвращает человека из локального реестра с его данными; оставляет запись аудита.",
  "One of `/manage/v1/registry/people`, by its id.": "Идентификатор из `/manage/v1/registry/people`.",
  "Removes a person from the local registry and destroys the key of their data.":
    "Удаляет человека из локального реестра и уничтожает ключ его данных.",
  "Returns the border crossings of the local registry without their data, newest first.":
    "Возвращает пересечения границы из локального реестра без их данных, новые — первыми.",
  "Imports border crossings from a JSON array or from NDJSON. With `accept: application/x-ndjson` the response reports progress line by line.":
    "Загружает пересечения границы из массива JSON или из NDJSON. С `accept: application/x-ndjson` ответ построчно сообщает о ходе загрузки.",
  "Finds the newest border crossing of a document, in the local registry and then in its sources.":
    "Находит последнее пересечение границы с этим документом: в локальном реестре, затем в его источниках.",
  "crs_…; null when an HTTP source holds the crossing.":
    "crs_…; null, если пересечение хранит источник HTTP.",
  "Null when an HTTP source holds the crossing.": "null, если пересечение хранит источник HTTP.",
  "Returns a border crossing of the local registry with its data; leaves an audit record.":
    "Возвращает пересечение границы из локального реестра с его данными; оставляет запись аудита.",
  "One of `/manage/v1/registry/crossings`, by its id.": "Идентификатор из `/manage/v1/registry/crossings`.",
  "Removes a border crossing from the local registry and destroys the key of its data.":
    "Удаляет пересечение границы из локального реестра и уничтожает ключ его данных.",
  "Returns the imports into the local registry, newest first.":
    "Возвращает загрузки в локальный реестр, новые — первыми.",
  "Returns how far an import has come, or how it ended.": "Возвращает ход загрузки или её итог.",
  "One of `/manage/v1/registry/imports`, by its id.": "Идентификатор из `/manage/v1/registry/imports`.",
  "Ends a running import as `cancelled`. Records that were stored stay; no further one is stored. The upload's own response says so as well.":
    "Завершает идущую загрузку как `cancelled`. Сохранённые записи остаются, новые не сохраняются. Об этом сообщает и ответ на саму загрузку.",
  "Returns the HTTP sources in the order in which they are asked.":
    "Возвращает источники HTTP в порядке, в котором они опрашиваются.",
  "Id of the source.": "Идентификатор источника.",
  "The source's name, shown to operators.": "Имя источника, показывается операторам.",
  "Base address of the source.": "Базовый адрес источника.",
  "Whether a key is set.": "Задан ли ключ.",
  "How people are requested and read.": "Как запрашиваются и читаются люди.",
  "How border crossings are requested and read.": "Как запрашиваются и читаются пересечения границы.",
  "How the source is asked, and how its responses are read.":
    "Как опрашивается источник и как читаются его ответы.",
  "The order in which sources are asked, lowest first.":
    "Порядок, в котором опрашиваются источники, по возрастанию.",
  "Adds an HTTP source that is asked about people whom the local registry does not know.":
    "Добавляет источник HTTP, который опрашивается о людях, неизвестных локальному реестру.",
  "The key that the source is called with.": "Ключ, с которым вызывается источник.",
  "Sources are asked in this order, lowest first.": "Источники опрашиваются в этом порядке, по возрастанию.",
  "Changes the given settings; absent ones stay, `apiKey: null` removes the key.":
    "Меняет переданные настройки; отсутствующие не меняются, `apiKey: null` удаляет ключ.",
  "One of `/manage/v1/registry/sources`, by its id.": "Идентификатор из `/manage/v1/registry/sources`.",
  "A new base address.": "Новый базовый адрес.",
  "Removes a source; it is no longer queried.": "Удаляет источник; он больше не опрашивается.",
  "Asks one source about a person or about nobody, and returns how it responded without their data.":
    "Спрашивает один источник о человеке или ни о ком и возвращает, как он ответил, без данных людей.",
  "Of a foreigner: asks about crossings.": "Документ иностранца: спрашивает о пересечениях границы.",
  "What the source returned: a record, none, or a failure.": "Что вернул источник: запись, ничего или сбой.",
  "With `failed`: what went wrong.": "При `failed`: что пошло не так.",
  "What is wrong with the field.": "Что не так с полем.",
  "With `failed`: the fields of its response that are wrong.": "При `failed`: неверные поля его ответа.",
};
