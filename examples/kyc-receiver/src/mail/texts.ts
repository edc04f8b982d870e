export type MailLanguage = "ru" | "en";

/** What a mail says. */
export interface MailText {
  subject: string;
  body: string;
}

/** To a user who was verified. */
export function successMail(language: MailLanguage, firstName: string): MailText {
  return language === "ru"
    ? {
        subject: "Верификация пройдена",
        body: `${firstName}, вы успешно прошли верификацию. Теперь вам доступны все возможности магазина.\n`,
      }
    : {
        subject: "You are verified",
        body: `${firstName}, your verification was successful. All of the shop is now open to you.\n`,
      };
}

/**
 * To a user who was not: the reason with its advice, as the event gives it in the session's
 * language, and the link to another attempt; null where the advice is to contact support.
 */
export function failureMail(language: MailLanguage, details: string, link: string | null): MailText {
  const again = {
    ru: `Пройти верификацию ещё раз: ${link}\nСсылка только для вас, не пересылайте её.`,
    en: `Try again: ${link}\nThe link is for you alone; do not forward it.`,
  };
  const support = {
    ru: "Напишите нам в ответ на это письмо, и мы поможем.",
    en: "Reply to this mail, and we will help you.",
  };
  const next = (link === null ? support : again)[language];
  return language === "ru"
    ? { subject: "Верификация не пройдена", body: `Верификация не пройдена. ${details}\n\n${next}\n` }
    : { subject: "The verification failed", body: `The verification failed. ${details}\n\n${next}\n` };
}
