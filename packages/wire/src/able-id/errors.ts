import * as z from "zod";
import type { Language, Localized } from "../languages.ts";

/** One response code of the able-id calls. */
export interface AbleIdCode {
  type: string;
  /** HTTP status of a response with this code */
  http: 200 | 400 | 421 | 423 | 429 | 500;
  /**
   * the message for the caller, by language; distinct per language, so that a receiver can
   * recognise the language
   */
  message: Localized;
}

/** Every `statusCode` of the able-id calls and hooks: 200 for success, the rest are errors. */
export const ableIdCodes = {
  200: {
    type: "SUCCESS",
    http: 200,
    message: { ru: "Успешно", en: "Success", uz: "Муваффақиятли", oz: "Muvaffaqiyatli" },
  },
  10100: {
    type: "FACE_LIMIT_HAS_BEEN_REACHED",
    http: 400,
    message: {
      ru: "Исчерпан лимит попыток. Попробуйте позже",
      en: "The limit of attempts has been reached. Try again later",
      uz: "Уринишлар сони чегараси тугади. Кейинроқ қайта уриниб кўринг",
      oz: "Urinishlar soni chegarasi tugadi. Keyinroq qayta urinib koʻring",
    },
  },
  10101: {
    type: "FACE_SESSION_EXPIRED",
    http: 400,
    message: {
      ru: "Время сессии истекло",
      en: "The session has expired",
      uz: "Сессия вақти тугаган",
      oz: "Sessiya vaqti tugagan",
    },
  },
  10102: {
    type: "FACE_INVALID_URL",
    http: 400,
    message: {
      ru: "URL не настроен или недопустим",
      en: "The URL is not configured or not allowed",
      uz: "URL созланмаган ёки унга рухсат берилмаган",
      oz: "URL sozlanmagan yoki unga ruxsat berilmagan",
    },
  },
  10103: {
    type: "FACE_INCORRECT_PINFL",
    http: 400,
    message: {
      ru: "Неверный ПИНФЛ",
      en: "Incorrect PINFL",
      uz: "ЖШШИР нотўғри",
      oz: "JShShIR notoʻgʻri",
    },
  },
  10104: {
    type: "FACE_INCORRECT_DOCUMENT",
    http: 400,
    message: {
      ru: "Документ не найден по указанным данным",
      en: "No document was found for the given data",
      uz: "Кўрсатилган маълумотлар бўйича ҳужжат топилмади",
      oz: "Koʻrsatilgan maʼlumotlar boʻyicha hujjat topilmadi",
    },
  },
  10105: {
    type: "FACE_INCORRECT_PINFL_DATE",
    http: 400,
    message: {
      ru: "ПИНФЛ и дата рождения не соответствуют друг другу",
      en: "The PINFL and the birth date do not match",
      uz: "ЖШШИР ва туғилган сана бир-бирига мос эмас",
      oz: "JShShIR va tugʻilgan sana bir-biriga mos emas",
    },
  },
  10200: {
    type: "FACE_DATA_NOT_FOUND",
    http: 400,
    message: {
      ru: "Данные не найдены",
      en: "No data was found",
      uz: "Маълумотлар топилмади",
      oz: "Maʼlumotlar topilmadi",
    },
  },
  10202: {
    type: "FACE_PROJECT_NOT_FOUND",
    http: 400,
    message: {
      ru: "Проект не найден",
      en: "The project was not found",
      uz: "Лойиҳа топилмади",
      oz: "Loyiha topilmadi",
    },
  },
  10203: {
    type: "FACE_NOT_VALID",
    http: 400,
    message: {
      ru: "Проверка лица не пройдена",
      en: "The face check was not passed",
      uz: "Юзни текшириш муваффақиятсиз тугади",
      oz: "Yuzni tekshirish muvaffaqiyatsiz tugadi",
    },
  },
  10204: {
    type: "FACE_PASSPORT_EXPIRED",
    http: 400,
    message: {
      ru: "Срок действия паспорта истёк",
      en: "The passport has expired",
      uz: "Паспортнинг амал қилиш муддати тугаган",
      oz: "Pasportning amal qilish muddati tugagan",
    },
  },
  10205: {
    type: "FACE_REGISTRATION_NOT_FOUND",
    http: 400,
    message: {
      ru: "Прописка не найдена",
      en: "No registered address was found",
      uz: "Рўйхатдан ўтган манзил топилмади",
      oz: "Roʻyxatdan oʻtgan manzil topilmadi",
    },
  },
  10301: {
    type: "FACE_TRANSACTION_FAILED_VERIFICATION",
    http: 400,
    message: {
      ru: "Сессия не прошла проверку",
      en: "The session did not pass verification",
      uz: "Сессия текширувдан ўтмаган",
      oz: "Sessiya tekshiruvdan oʻtmagan",
    },
  },
  10302: {
    type: "FACE_TRANSACTION_NOT_FOUND",
    http: 400,
    message: {
      ru: "Сессия не найдена",
      en: "The session was not found",
      uz: "Сессия топилмади",
      oz: "Sessiya topilmadi",
    },
  },
  10421: {
    type: "FACE_WRONG_CELL",
    http: 421,
    message: {
      ru: "Запрос относится к другой ячейке сервиса",
      en: "The request belongs to another cell of the service",
      uz: "Сўров хизматнинг бошқа ячейкасига тегишли",
      oz: "Soʻrov xizmatning boshqa yacheykasiga tegishli",
    },
  },
  10429: {
    type: "FACE_TOO_MANY_REQUESTS",
    http: 429,
    message: {
      ru: "Слишком много запросов. Повторите позже",
      en: "Too many requests. Repeat later",
      uz: "Сўровлар жуда кўп. Кейинроқ қайтаринг",
      oz: "Soʻrovlar juda koʻp. Keyinroq qaytaring",
    },
  },
  10500: {
    type: "FACE_INTERNAL_ERROR",
    http: 500,
    message: {
      ru: "Внутренняя ошибка. Попробуйте позже",
      en: "Internal error. Try again later",
      uz: "Ички хатолик. Кейинроқ қайта уриниб кўринг",
      oz: "Ichki xatolik. Keyinroq qayta urinib koʻring",
    },
  },
  20004: {
    type: "EMPTY_DATA",
    http: 400,
    message: {
      ru: "Пересечение границы не найдено",
      en: "No border crossing was found",
      uz: "Чегарадан ўтганлик тўғрисида маълумот топилмади",
      oz: "Chegaradan oʻtganlik toʻgʻrisida maʼlumot topilmadi",
    },
  },
  20005: {
    type: "EMPTY_DATA_ADDRESS",
    http: 400,
    message: {
      ru: "Данные об адресе отсутствуют",
      en: "There is no address data",
      uz: "Манзил ҳақида маълумот мавжуд эмас",
      oz: "Manzil haqida maʼlumot mavjud emas",
    },
  },
  20201: {
    type: "NO_MANDATORY_DATA_AVAILABLE",
    http: 400,
    message: {
      ru: "Не указано обязательное поле",
      en: "A required field is missing",
      uz: "Мажбурий майдон кўрсатилмаган",
      oz: "Majburiy maydon koʻrsatilmagan",
    },
  },
  20202: {
    type: "INCORRECT_DATA_FORMAT",
    http: 400,
    message: {
      ru: "Неверный формат данных",
      en: "Incorrect data format",
      uz: "Маълумотлар формати нотўғри",
      oz: "Maʼlumotlar formati notoʻgʻri",
    },
  },
  20423: {
    type: "ONEID_DATA_LOCKED",
    http: 423,
    message: {
      ru: "Человек закрыл доступ к своим данным",
      en: "The person has locked access to their data",
      uz: "Шахс ўз маълумотларига киришни ёпиб қўйган",
      oz: "Shaxs oʻz maʼlumotlariga kirishni yopib qoʻygan",
    },
  },
} as const satisfies Record<number, AbleIdCode>;

export type AbleIdStatusCode = keyof typeof ableIdCodes;
/** A code that is not success. */
export type AbleIdErrorCode = Exclude<AbleIdStatusCode, 200>;

/** The shape of every able-id response and hook; keys in this order. */
export interface AbleIdBody<Data = unknown> {
  statusCode: AbleIdStatusCode;
  type: string;
  message: string;
  data: Data;
}

/** The body of a response or hook with this code. */
export function ableIdBody<Data>(code: AbleIdStatusCode, language: Language, data: Data): AbleIdBody<Data> {
  const { type, message } = ableIdCodes[code];
  return { statusCode: code, type, message: message[language], data };
}

/** The HTTP status of an error response with this code. */
export function ableIdHttpStatus(code: AbleIdErrorCode): 400 | 421 | 423 | 429 | 500 {
  return ableIdCodes[code].http;
}

const errorCodes = Object.keys(ableIdCodes)
  .map(Number)
  .filter((code) => code !== 200) as [AbleIdErrorCode, ...AbleIdErrorCode[]];

/** Every error response of the able-id calls. */
export const ableIdErrorSchema = z.strictObject({
  statusCode: z.literal(errorCodes).describe("The error's code."),
  type: z.string().describe("The code's name, `INCORRECT_DATA_FORMAT`."),
  message: z
    .string()
    .describe(
      "For people, in the language of the request, of the session or of the project; names the field.",
    ),
  data: z
    .strictObject({
      field: z.string().nullable().describe("The field or configuration key at fault."),
      problem: z.string().nullable().describe("What is wrong with it, in English, for the developer."),
    })
    .nullable()
    .describe("What exactly is wrong, if it is known."),
});

/** A successful response with this `data`. */
export function ableIdResponseSchema<Data extends z.ZodType>(data: Data) {
  return z.strictObject({
    statusCode: z.literal(200).describe("200, with HTTP 201 too."),
    type: z.literal("SUCCESS").describe("The code's name."),
    message: z
      .string()
      .describe("For people, in the language of the request, of the session or of the project."),
    data,
  });
}
