/** The descriptions of one part of the API in Russian, by the English description. */
export type Part = Readonly<Record<string, string>>;
