import { dictionary } from "../../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    title: "The person as verified",
    save: "Save",
    saved: "Saved.",
    unknown: "not known",
    fields: {
      lastName: "Last name",
      firstName: "First name",
      birthDate: "Date of birth",
      birthPlace: "Place of birth",
      gender: "Sex",
      nationality: "Nationality, two letters",
      documentType: "Document",
      documentNumber: "Document number",
    },
    choices: { M: "male", F: "female", OTHER: "other", passport: "passport", id_card: "identity card" },
    notes: "Notes",
    notesHint: "For your colleagues; the applicant doesn't see them.",
  },
  ru: {
    title: "Проверенные данные человека",
    save: "Записать",
    saved: "Записано.",
    unknown: "неизвестно",
    fields: {
      lastName: "Фамилия",
      firstName: "Имя",
      birthDate: "Дата рождения",
      birthPlace: "Место рождения",
      gender: "Пол",
      nationality: "Гражданство, две буквы",
      documentType: "Документ",
      documentNumber: "Номер документа",
    },
    choices: { M: "мужской", F: "женский", OTHER: "другой", passport: "паспорт", id_card: "ID-карта" },
    notes: "Заметки",
    notesHint: "Для коллег; заявитель их не видит.",
  },
});
