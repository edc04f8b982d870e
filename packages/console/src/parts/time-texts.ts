import { dictionary } from "../texts/dictionary.ts";

export const texts = dictionary({
  en: {
    range: "Time range",
    ranges: { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d", all: "all" },
    own: "Period…",
    from: "From",
    to: "To",
    apply: "Apply",
    remove: "Remove the period",
    between: (from: string, to: string) => `${from} – ${to}`,
    open: "…",
  },
  ru: {
    range: "Период",
    ranges: { "1h": "1 ч", "24h": "24 ч", "7d": "7 д", "30d": "30 д", all: "все" },
    own: "Период…",
    from: "С",
    to: "По",
    apply: "Применить",
    remove: "Убрать период",
    between: (from, to) => `${from} – ${to}`,
    open: "…",
  },
});
