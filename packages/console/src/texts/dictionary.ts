export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];

/** The texts of a screen or a part in every language of the console. */
export type Dictionary<Texts> = Readonly<Record<Language, Texts>>;

/**
 * Makes a dictionary. English says which keys there are; a language that lacks one, or has another,
 * is a type error.
 *
 * ```ts
 * export const texts = dictionary({
 *   en: { title: "Events", shown: (count: number) => `${count} shown` },
 *   ru: { title: "События", shown: (count) => `Показано: ${count}` },
 * });
 * ```
 */
export function dictionary<Texts>(texts: { en: Texts; ru: NoInfer<Texts> }): Dictionary<Texts> {
  return texts;
}

/** One of three Russian forms by number: 1 доставка, 2 доставки, 5 доставок. */
export function plural(count: number, one: string, few: string, many: string): string {
  const form = new Intl.PluralRules("ru").select(count);
  return form === "one" ? one : form === "few" ? few : many;
}
