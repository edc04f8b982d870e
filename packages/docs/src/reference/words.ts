/** The languages of the site. */
export type Language = "en" | "ru";

/** Where the pages of a language are. */
export function prefixOf(language: Language): string {
  return language === "en" ? "" : `${language}/`;
}

/** What the pages of the API reference say around the OpenAPI document. */
export const words = {
  en: {
    title: "API reference",
    description: "Every operation of the service, generated from its OpenAPI document.",
    about:
      "Every operation of the service. The same as OpenAPI 3.1: [/openapi.json](/openapi.json), and a document for each " +
      "API: `/openapi/manage.json`, `/openapi/able-id.json`, `/openapi/love-and-pay.json`, `/openapi/treezor.json`, " +
      "`/openapi/rarus.json`. Required fields are marked with *.",
    part: "Part",
    operations: "Operations",
    aboutPart: "About",
    operation: "Operation",
    call: "Call",
    operationId: "Operation id",
    authentication: "Authentication",
    or: "or",
    allowedFor: "Allowed for",
    parameters: "Parameters",
    requestBody: "Request body",
    response: "Response",
    errors: "Errors",
    errorsExplained: "Every code is explained in [errors](/docs/errors).",
    name: "Name",
    place: "In",
    places: { path: "path", query: "query", header: "header" },
    field: "Field",
    type: "Type",
    fieldDescription: "Description",
    codes: "Codes",
    listOf: "list of",
    types: {},
    object: "object",
    any: "any",
    atMost: "at most",
    from: (low: number) => `from ${low}`,
    between: (low: number, high: number) => `${low} to ${high}`,
  },
  ru: {
    title: "Справочник API",
    description: "Все операции сервиса; страницы создаются из его документа OpenAPI.",
    about:
      "Все операции сервиса. То же в OpenAPI 3.1: [/openapi.json](/openapi.json), и документ для каждого API: " +
      "`/openapi/manage.json`, `/openapi/able-id.json`, `/openapi/love-and-pay.json`, `/openapi/treezor.json`, " +
      "`/openapi/rarus.json`. Обязательные поля отмечены *.",
    part: "Часть",
    operations: "Операции",
    aboutPart: "О чём",
    operation: "Операция",
    call: "Вызов",
    operationId: "Идентификатор операции",
    authentication: "Аутентификация",
    or: "или",
    allowedFor: "Разрешено",
    parameters: "Параметры",
    requestBody: "Тело запроса",
    response: "Ответ",
    errors: "Ошибки",
    errorsExplained: "Все коды объяснены в [справочнике ошибок](/docs/ru/errors).",
    name: "Имя",
    place: "Где",
    places: { path: "путь", query: "строка запроса", header: "заголовок" },
    field: "Поле",
    type: "Тип",
    fieldDescription: "Описание",
    codes: "Коды",
    listOf: "список:",
    types: {
      string: "строка",
      integer: "целое число",
      number: "число",
      boolean: "логическое",
      object: "объект",
    },
    object: "объект",
    any: "любой",
    atMost: "не длиннее",
    from: (low: number) => `от ${low}`,
    between: (low: number, high: number) => `от ${low} до ${high}`,
  },
} as const satisfies Record<Language, object>;
