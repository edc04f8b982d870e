import { silentDenial } from "../interception/answer.ts";
import type { Language } from "../languages.ts";
import {
  type OperationErrorBody,
  type OperationErrorCode,
  type OperationErrorDetails,
  operationErrorBody,
  operationErrors,
} from "./errors.ts";

type Texts = Readonly<Record<OperationErrorCode, string>>;

const ru: Texts = {
  unauthenticated: "Требуется аутентификация.",
  forbidden: "Этот метод вызывается только с ключом проекта.",
  not_found: "Запись не найдена.",
  method_not_allowed: "У этого адреса другой метод HTTP.",
  invalid_json: "Тело запроса не является однозначным объектом JSON.",
  ambiguous_request: "Запрос можно прочитать двояко.",
  invalid_request: "Поля запроса отсутствуют, неизвестны или неверны.",
  body_too_large: "Тело запроса слишком велико.",
  unsupported_media_type: "Тело запроса должно быть application/json без сжатия.",
  conflict: "Запись изменилась за это время.",
  project_archived: "Проект в архиве.",
  external_id_taken: "Такой externalId есть у другой записи.",
  identifier_taken: "Этот телефон, адрес почты или карта есть у другого пользователя.",
  order_closed: "Статус заказа этого не допускает.",
  subscription_ended: "Подписка уже закончилась.",
  payment_missing: "У заказа нет платежа в банке.",
  payment_not_configured: "У проекта не настроен эквайринг.",
  payment_failed: "Банк не сообщил состояние платежа.",
  denied: "Веб-хук запретил операцию.",
  hook_bad_answer: "Веб-хук ответил неверно.",
  hook_unavailable: "Веб-хук недоступен.",
  hook_timeout: "Веб-хук отвечал слишком долго.",
  upstream_failed: "Вышестоящий сервис недоступен.",
  upstream_timeout: "Вышестоящий сервис отвечал слишком долго.",
  wrong_cell: "Запрос относится к другой ячейке.",
  rate_limited: "Слишком много запросов.",
  not_ready: "Сервис не готов. Повторите позже.",
  internal: "Внутренняя ошибка сервиса.",
};

const uz: Texts = {
  unauthenticated: "Аутентификация талаб қилинади.",
  forbidden: "Бу усул фақат лойиҳа калити билан чақирилади.",
  not_found: "Ёзув топилмади.",
  method_not_allowed: "Бу манзил учун HTTP усули бошқа.",
  invalid_json: "Сўров танаси бир маъноли JSON объекти эмас.",
  ambiguous_request: "Сўровни икки хил ўқиш мумкин.",
  invalid_request: "Сўров майдонлари йўқ, номаълум ёки нотўғри.",
  body_too_large: "Сўров танаси жуда катта.",
  unsupported_media_type: "Сўров танаси сиқилмаган application/json бўлиши керак.",
  conflict: "Ёзув шу вақт ичида ўзгарди.",
  project_archived: "Лойиҳа архивда.",
  external_id_taken: "Бундай externalId бошқа ёзувда бор.",
  identifier_taken: "Бу телефон, почта манзили ёки карта бошқа фойдаланувчида бор.",
  order_closed: "Буюртма ҳолати бунга йўл қўймайди.",
  subscription_ended: "Обуна тугаган.",
  payment_missing: "Буюртманинг банкда тўлови йўқ.",
  payment_not_configured: "Лойиҳада эквайринг созланмаган.",
  payment_failed: "Банк тўлов ҳолатини билдирмади.",
  denied: "Веб-хук амални тақиқлади.",
  hook_bad_answer: "Веб-хук нотўғри жавоб берди.",
  hook_unavailable: "Веб-хук билан боғланиб бўлмади.",
  hook_timeout: "Веб-хук жуда узоқ жавоб берди.",
  upstream_failed: "Юқори сервис билан боғланиб бўлмади.",
  upstream_timeout: "Юқори сервис жуда узоқ жавоб берди.",
  wrong_cell: "Сўров бошқа ячейкага тегишли.",
  rate_limited: "Сўровлар жуда кўп.",
  not_ready: "Сервис тайёр эмас. Кейинроқ такрорланг.",
  internal: "Сервиснинг ички хатоси.",
};

const oz: Texts = {
  unauthenticated: "Autentifikatsiya talab qilinadi.",
  forbidden: "Bu usul faqat loyiha kaliti bilan chaqiriladi.",
  not_found: "Yozuv topilmadi.",
  method_not_allowed: "Bu manzil uchun HTTP usuli boshqa.",
  invalid_json: "Soʻrov tanasi bir maʼnoli JSON obyekti emas.",
  ambiguous_request: "Soʻrovni ikki xil oʻqish mumkin.",
  invalid_request: "Soʻrov maydonlari yoʻq, nomaʼlum yoki notoʻgʻri.",
  body_too_large: "Soʻrov tanasi juda katta.",
  unsupported_media_type: "Soʻrov tanasi siqilmagan application/json boʻlishi kerak.",
  conflict: "Yozuv shu vaqt ichida oʻzgardi.",
  project_archived: "Loyiha arxivda.",
  external_id_taken: "Bunday externalId boshqa yozuvda bor.",
  identifier_taken: "Bu telefon, pochta manzili yoki karta boshqa foydalanuvchida bor.",
  order_closed: "Buyurtma holati bunga yoʻl qoʻymaydi.",
  subscription_ended: "Obuna tugagan.",
  payment_missing: "Buyurtmaning bankda toʻlovi yoʻq.",
  payment_not_configured: "Loyihada ekvayring sozlanmagan.",
  payment_failed: "Bank toʻlov holatini bildirmadi.",
  denied: "Veb-xuk amalni taqiqladi.",
  hook_bad_answer: "Veb-xuk notoʻgʻri javob berdi.",
  hook_unavailable: "Veb-xuk bilan bogʻlanib boʻlmadi.",
  hook_timeout: "Veb-xuk juda uzoq javob berdi.",
  upstream_failed: "Yuqori servis bilan bogʻlanib boʻlmadi.",
  upstream_timeout: "Yuqori servis juda uzoq javob berdi.",
  wrong_cell: "Soʻrov boshqa yacheykaga tegishli.",
  rate_limited: "Soʻrovlar juda koʻp.",
  not_ready: "Servis tayyor emas. Keyinroq takrorlang.",
  internal: "Servisning ichki xatosi.",
};

const dictionaries = { ru, uz, oz } as const;

/** The message of an error, in a project's language. */
export function operationErrorText(code: OperationErrorCode, language: Language): string {
  return language === "en" ? operationErrors[code].message : dictionaries[language][code];
}

/**
 * The body of an error in a project's language. A hook's own messages are not translated; the more
 * precise English message of the service becomes `detail`.
 */
export function localizedErrorBody(
  code: OperationErrorCode,
  details: OperationErrorDetails,
  language: Language,
): OperationErrorBody {
  if (language === "en") return operationErrorBody(code, details);
  const { message, ...rest } = details;
  if (code === "denied" && message !== undefined && message !== silentDenial)
    return operationErrorBody(code, details);
  const precise = code !== "denied" && message !== undefined ? { detail: message } : {};
  return operationErrorBody(code, { message: operationErrorText(code, language), ...rest, ...precise });
}
