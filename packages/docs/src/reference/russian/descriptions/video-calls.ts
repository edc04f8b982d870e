import type { Part } from "./part.ts";

/** Of calls with video between an agent and an applicant. */
export const videoCalls: Part = {
  "Returns the applicant's answer to the current offer, and the servers through which to connect. Picture and sound go from browser to browser; nothing is recorded.":
    "Возвращает ответ заявителя на текущее предложение и серверы для соединения. Изображение и звук идут из браузера в браузер; ничего не записывается.",
  "Offers a connection to the applicant's page, in place of the previous one; leaves an audit record.":
    "Предлагает странице заявителя соединение взамен прежнего; оставляет запись в аудите.",
  "Offered.": "Предложено.",
  "Ends the call with video. The review stays as it is.":
    "Завершает звонок по видео. Решение остаётся как есть.",
  "There is no call.": "Звонка нет.",
  "Returns the agent's current offer, and the servers through which to connect. There is none before an agent calls, nor after the session is decided.":
    "Возвращает текущее предложение агента и серверы для соединения. Его нет, пока агент не позвонил и после решения по сессии.",
  "Answers the agent's current offer, once. Refused with 404 where the agent has hung up or offered anew.":
    "Отвечает на текущее предложение агента, один раз. Если агент завершил звонок или предложил заново, ответ — 404.",
  "Done.": "Выполнено.",
  "Asks the agent's page for another offer: after a reload of this page, or where the connection was lost.":
    "Просит у страницы агента новое предложение: после перезагрузки этой страницы или если связь прервалась.",
  "Its `stun:`, `turn:` or `turns:` URLs.": "Его адреса: `stun:`, `turn:` или `turns:`.",
  "For TURN, works for four hours; empty otherwise.": "Для TURN, действует четыре часа; иначе пусто.",
  "For TURN; empty otherwise.": "Для TURN; иначе пусто.",
  "What the browser's `RTCPeerConnection` is to be created with.":
    "С чем браузеру создавать `RTCPeerConnection`.",
  "The current connection; null if there is no call.": "Текущее соединение; null, если звонка нет.",
  "The applicant's answer (SDP) to its offer; null until there is one.":
    "Ответ заявителя (SDP) на его предложение; null, пока ответа нет.",
  "Whether the applicant's page waits for another offer.": "Ждёт ли страница заявителя нового предложения.",
  "Whether agents and applicants of `qes` and `video_conference` sessions see each other in their pages; false: agents call with tools of their own.":
    "Видят ли агенты и заявители сессий `qes` и `video_conference` друг друга на своих страницах; false: агенты звонят своими средствами.",
  "Whether the agent calls with video in this page.": "Звонит ли агент по видео на этой странице.",
  "The current connection; null until the agent calls.": "Текущее соединение; null, пока агент не позвонил.",
  "The agent's offer (SDP); null until the agent calls.":
    "Предложение агента (SDP); null, пока агент не позвонил.",
  "Whether it was answered: by this page, or by one before a reload.":
    "Есть ли на него ответ: этой страницы или открытой до перезагрузки.",
  "Whether the agent calls the applicant with video, in their pages.":
    "Звонит ли агент заявителю по видео, на их страницах.",
  "Of this connection; the agent's page chooses a new one for each.":
    "Этого соединения; страница агента выбирает новый для каждого.",
  "The applicant's answer (SDP) with all its candidates.": "Ответ заявителя (SDP) со всеми кандидатами.",
  "The agent's offer (SDP) with all its candidates.": "Предложение агента (SDP) со всеми кандидатами.",
};
