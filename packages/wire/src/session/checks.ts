import * as z from "zod";
import { keysOf } from "../keys-of.ts";
import type { SessionMethod } from "./kinds.ts";

/**
 * What a project does with automatic checks: nothing, show them to reviewers, or decide by them.
 */
export const checksModes = ["off", "assist", "decide"] as const;
export type ChecksMode = (typeof checksModes)[number];

/**
 * `pass`: as it should be; `consider`: a question to a person; `fail`: it is not as it should be;
 * `error`: it could not be determined; `skipped`: there was nothing to check, or what checks it is
 * not installed.
 */
export const checkVerdicts = ["pass", "consider", "fail", "error", "skipped"] as const;
export type CheckVerdict = (typeof checkVerdicts)[number];

const registry = ["identification", "verification"] as const;
const pictures = [...registry, "document", "liveness"] as const;

/** A check: how it is called for people, and the methods whose sessions it looks at. */
interface CheckEntry {
  readonly title: {
    readonly ru: string;
    readonly en: string;
    readonly uz: string;
    readonly oz: string;
    readonly kk: string;
  };
  readonly methods: readonly SessionMethod[];
}

/** Every check, in the order in which people read them. */
export const checks = {
  "picture.quality": {
    title: {
      ru: "Качество снимка",
      en: "Picture quality",
      uz: "Сурат сифати",
      oz: "Surat sifati",
      kk: "Сурет сапасы",
    },
    methods: pictures,
  },
  "document.mrz": {
    title: {
      ru: "Машиночитаемая зона",
      en: "Machine-readable zone",
      uz: "Машина ўқийдиган зона",
      oz: "Mashina oʻqiydigan zona",
      kk: "Машинамен оқылатын аймақ",
    },
    methods: ["document"],
  },
  "document.digits": {
    title: {
      ru: "Контрольные цифры",
      en: "Check digits",
      uz: "Назорат рақамлари",
      oz: "Nazorat raqamlari",
      kk: "Бақылау цифрлары",
    },
    methods: ["document"],
  },
  "document.expiry": {
    title: {
      ru: "Срок действия документа",
      en: "Document expiry",
      uz: "Ҳужжатнинг амал қилиш муддати",
      oz: "Hujjatning amal qilish muddati",
      kk: "Құжаттың жарамдылық мерзімі",
    },
    methods: ["document"],
  },
  "document.type": {
    title: {
      ru: "Вид документа",
      en: "Document type",
      uz: "Ҳужжат тури",
      oz: "Hujjat turi",
      kk: "Құжат түрі",
    },
    methods: ["document"],
  },
  "document.country": {
    title: {
      ru: "Страна выдачи",
      en: "Issuing country",
      uz: "Берган давлат",
      oz: "Bergan davlat",
      kk: "Берген ел",
    },
    methods: ["document"],
  },
  "document.data": {
    title: {
      ru: "Данные документа",
      en: "Document data",
      uz: "Ҳужжат маълумотлари",
      oz: "Hujjat maʼlumotlari",
      kk: "Құжат деректері",
    },
    methods: ["document"],
  },
  "face.present": {
    title: {
      ru: "Лицо на снимке",
      en: "Face present",
      uz: "Суратда юз",
      oz: "Suratda yuz",
      kk: "Суреттегі бет",
    },
    methods: pictures,
  },
  "face.match": {
    title: {
      ru: "Сравнение лиц",
      en: "Face match",
      uz: "Юзларни солиштириш",
      oz: "Yuzlarni solishtirish",
      kk: "Беттерді салыстыру",
    },
    methods: [...registry, "document"],
  },
  "liveness.pose": {
    title: {
      ru: "Повороты головы",
      en: "Head poses",
      uz: "Бош бурилишлари",
      oz: "Bosh burilishlari",
      kk: "Бас бұрылыстары",
    },
    methods: ["document", "liveness"],
  },
  "session.repeats": {
    title: { ru: "Повторы", en: "Repeats", uz: "Такрорлар", oz: "Takrorlar", kk: "Қайталанулар" },
    methods: pictures,
  },
  "person.alive": {
    title: { ru: "Человек жив", en: "Person is alive", uz: "Шахс тирик", oz: "Shaxs tirik", kk: "Адам тірі" },
    methods: [...registry, "document"],
  },
  "person.access": {
    title: {
      ru: "Доступ к данным",
      en: "Access to the data",
      uz: "Маълумотларга рухсат",
      oz: "Maʼlumotlarga ruxsat",
      kk: "Деректерге рұқсат",
    },
    methods: [...registry, "document"],
  },
  "person.record": {
    title: {
      ru: "Запись реестра",
      en: "Registry record",
      uz: "Реестр ёзуви",
      oz: "Reyestr yozuvi",
      kk: "Тізілім жазбасы",
    },
    methods: [...registry, "document"],
  },
} as const satisfies Record<string, CheckEntry>;

export type CheckName = keyof typeof checks;
export const checkNames = keysOf(checks);

/**
 * The checks of a session of this method. None where an agent leads: there is no picture to look
 * at.
 */
export function checksOf(method: SessionMethod): CheckName[] {
  return checkNames.filter((name) => (checks[name].methods as readonly SessionMethod[]).includes(method));
}

/** The only causes for which a machine refuses by itself. */
export const automaticRefusals = ["document_expired", "unsupported_document"] as const;
export type AutomaticRefusal = (typeof automaticRefusals)[number];

/** How a project decides by its checks. */
export const checksPolicySchema = z.strictObject({
  approve: z
    .array(z.enum(checkNames))
    .min(1)
    .describe(
      "Checks that must all pass before a session is approved without a person; of those that its method has",
    ),
  refuse: z
    .array(z.enum(automaticRefusals))
    .describe(
      "Causes for which a session is refused without a person; only with a zone that was read with certainty",
    ),
  countries: z
    .array(z.string().regex(/^[A-Z]{1,3}$/, "must be a code of Doc 9303, such as UZB or D"))
    .min(1)
    .max(300)
    .meta({ examples: [["UZB", "KAZ"]] })
    .nullable()
    .describe("Issuing states whose documents are taken, as the zone names them; null: all"),
  documents: z
    .array(z.enum(["passport", "identity_card", "visa"]))
    .min(1)
    .nullable()
    .describe("Kinds of document that are taken; null: passports and identity cards"),
  samplePercent: z
    .int()
    .min(0)
    .max(100)
    .describe("How many of a hundred automatic decisions go to a person instead, chosen at random"),
  retakes: z
    .int()
    .min(0)
    .max(3)
    .describe("How often a picture that can be corrected is requested again at upload; 0: never"),
});
export type ChecksPolicy = z.output<typeof checksPolicySchema>;
/** A change of it, and how it is kept: absent members are the default. */
export const checksPolicyPatchSchema = checksPolicySchema.partial();
export type ChecksPolicyPatch = z.output<typeof checksPolicyPatchSchema>;

/** What holds where a project says nothing. Every check must pass; one that is skipped has not. */
const defaultChecksPolicy: ChecksPolicy = {
  approve: checkNames,
  refuse: [...automaticRefusals],
  countries: null,
  documents: null,
  samplePercent: 10,
  retakes: 3,
};

/** The whole policy of what a project says. */
export function checksPolicyOf(said: ChecksPolicyPatch): ChecksPolicy {
  return {
    approve: said.approve ?? defaultChecksPolicy.approve,
    refuse: said.refuse ?? defaultChecksPolicy.refuse,
    countries: said.countries ?? defaultChecksPolicy.countries,
    documents: said.documents ?? defaultChecksPolicy.documents,
    samplePercent: said.samplePercent ?? defaultChecksPolicy.samplePercent,
    retakes: said.retakes ?? defaultChecksPolicy.retakes,
  };
}
