import { dictionary } from "../../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    crumb: "Webhooks",
    title: "Settings as a file",
    intro:
      "All webhooks of the project in YAML, without credentials. Change it here, or paste another project's file.",
    file: "Settings file",
    reload: "Load as it is now",
    download: "Download",
    compare: "Compare",
    apply: (count: number) => `Apply ${count} ${count === 1 ? "change" : "changes"}`,
    applyTitle: (count: number, project: string) =>
      `Change ${count} ${count === 1 ? "webhook" : "webhooks"} of ${project}?`,
    applyBody: "Webhooks that the file doesn't name stay as they are.",
    applied: "The file is applied.",
    nothing: "The file changes nothing.",
    diff: "What the file changes",
    action: { add: "new", change: "changed", same: "the same", left: "not in the file" },
    missing: (names: string) => `Set by hand afterwards: ${names}`,
    secret: "Its secret, shown this once:",
  },
  ru: {
    crumb: "Веб-хуки",
    title: "Настройки файлом",
    intro:
      "Все веб-хуки проекта в YAML, без паролей и секретов. Измените здесь или вставьте файл другого проекта.",
    file: "Файл настроек",
    reload: "Загрузить как сейчас",
    download: "Скачать",
    compare: "Сравнить",
    apply: (count) => `Применить изменения: ${count}`,
    applyTitle: (count, project) => `Изменить веб-хуки проекта «${project}»: ${count}?`,
    applyBody: "Веб-хуки, которых нет в файле, останутся как есть.",
    applied: "Файл применён.",
    nothing: "Файл ничего не меняет.",
    diff: "Что изменит файл",
    action: { add: "новый", change: "изменён", same: "без изменений", left: "нет в файле" },
    missing: (names) => `Задать вручную после: ${names}`,
    secret: "Его секрет, показывается один раз:",
  },
});
