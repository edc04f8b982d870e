/** One error of the Love&Pay calls. */
export interface LoveAndPayErrorDefinition {
  http: number;
  /** The message for the caller, by language. */
  message: { ru: string; en: string };
}

/**
 * Every error code of `/api/v1/webhooks` and `/api/v2/kyc`; codes never change their meaning. Ours:
 * the service documents none.
 */
export const loveAndPayErrors = {
  validation_error: {
    http: 400,
    message: { ru: "Поле не указано или указано неверно", en: "A field is missing or not valid" },
  },
  invalid_json: {
    http: 400,
    message: { ru: "Тело запроса не является JSON", en: "The body is not JSON" },
  },
  callback_url_not_allowed: {
    http: 400,
    message: {
      ru: "Адрес возврата задаётся в настройках проекта и не может быть другим",
      en: "The return address is set in the project's settings and cannot be changed by a request",
    },
  },
  address_refused: {
    http: 400,
    message: {
      ru: "Адрес недопустим: нужен https и публичный узел",
      en: "The address is refused: it must be https and lead to a public host",
    },
  },
  unauthorized: {
    http: 401,
    message: { ru: "Ключ API не указан или неверен", en: "The API key is missing or not valid" },
  },
  invalid_signature: {
    http: 401,
    message: {
      ru: "Подпись запроса не указана или неверна",
      en: "The request's signature is missing or not valid",
    },
  },
  timestamp_out_of_range: {
    http: 401,
    message: {
      ru: "Время запроса отличается от времени сервера более чем на пять минут",
      en: "The request's time is more than five minutes off",
    },
  },
  forbidden: {
    http: 403,
    message: { ru: "Этому ключу действие не разрешено", en: "This key may not do that" },
  },
  not_found: { http: 404, message: { ru: "Не найдено", en: "Not found" } },
  method_not_allowed: {
    http: 405,
    message: { ru: "Метод не поддерживается", en: "The method is not allowed" },
  },
  project_archived: {
    http: 409,
    message: {
      ru: "Проект в архиве и не принимает новых сессий",
      en: "The project is archived and takes no new sessions",
    },
  },
  wrong_cell: {
    http: 421,
    message: {
      ru: "Запрос относится к другой ячейке сервиса",
      en: "The request belongs to another cell of the service",
    },
  },
  body_too_large: {
    http: 413,
    message: { ru: "Тело запроса слишком велико", en: "The body is too large" },
  },
  unsupported_media_type: {
    http: 415,
    message: { ru: "Нужен application/json", en: "The body must be application/json" },
  },
  rate_limited: {
    http: 429,
    message: { ru: "Слишком много запросов", en: "Too many requests" },
  },
  internal_error: {
    http: 500,
    message: { ru: "Внутренняя ошибка. Попробуйте позже", en: "Internal error. Try again later" },
  },
} as const satisfies Record<string, LoveAndPayErrorDefinition>;

export type LoveAndPayErrorCode = keyof typeof loveAndPayErrors;

/** The shape of every error response of the Love&Pay calls. */
export interface LoveAndPayErrorBody {
  error: { code: LoveAndPayErrorCode; message: string; field?: string };
}

/**
 * The body of an error response; `field` is the dotted path of what is to blame, never its value.
 */
export function loveAndPayError(
  code: LoveAndPayErrorCode,
  language: "ru" | "en",
  field?: string,
): LoveAndPayErrorBody {
  const message = loveAndPayErrors[code].message[language];
  return { error: { code, message, ...(field ? { field } : {}) } };
}
