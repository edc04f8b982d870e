import { dictionary } from "../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    search: "Search",
    add: "+ filter",
    remove: (label: string) => `Remove the filter: ${label}`,
    any: "any",
    apply: "Apply",
    valueHint: "Several: separated by commas",
  },
  ru: {
    search: "Поиск",
    add: "+ фильтр",
    remove: (label) => `Убрать фильтр: ${label}`,
    any: "любой",
    apply: "Применить",
    valueHint: "Несколько: через запятую",
  },
});
