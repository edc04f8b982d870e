import { dictionary } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: { table: "Show as a table", time: "Time" },
  ru: { table: "Показать таблицей", time: "Время" },
});
