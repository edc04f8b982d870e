import { dictionary } from "../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    fine: "works",
    paused: "not active",
    disabled: (reason: string | null) => (reason === null ? "disabled" : `disabled: ${reason}`),
    failing: (time: string) => `failing for ${time}`,
    over: "its period is over",
    ends: (time: string) => `ends in ${time}`,
  },
  ru: {
    fine: "исправен",
    paused: "не активен",
    disabled: (reason) => (reason === null ? "отключён" : `отключён: ${reason}`),
    failing: (time) => `ошибки ${time}`,
    over: "период закончился",
    ends: (time) => `истекает через ${time}`,
  },
});
