/**
 * How names in other alphabets are written in a zone: Doc 9303-3, section 6, and the older or
 * national ways that are still found in documents. A letter without an entry loses its accents.
 */

/** Latin letters whose recommended form isn't the letter without its accents. */
const latin: Readonly<Record<string, string>> = {
  Ä: "AE",
  Å: "AA",
  Æ: "AE",
  Ð: "D",
  Đ: "D",
  Ħ: "H",
  İ: "I",
  Ĳ: "IJ",
  Ł: "L",
  Ŋ: "N",
  Ö: "OE",
  Ø: "OE",
  Œ: "OE",
  ẞ: "SS",
  Þ: "TH",
  Ŧ: "T",
  Ü: "UE",
  ĸ: "Q",
  Ə: "E",
};
/** Without their second letter, which Doc 9303 allows and many states do. */
const plainLatin: Readonly<Record<string, string>> = {
  ...latin,
  Ä: "A",
  Å: "A",
  Ö: "O",
  Ø: "O",
  Ü: "U",
};

const cyrillic: Readonly<Record<string, string>> = {
  А: "A",
  Б: "B",
  В: "V",
  Г: "G",
  Д: "D",
  Е: "E",
  Ё: "E",
  Ж: "ZH",
  З: "Z",
  И: "I",
  Й: "I",
  К: "K",
  Л: "L",
  М: "M",
  Н: "N",
  О: "O",
  П: "P",
  Р: "R",
  С: "S",
  Т: "T",
  У: "U",
  Ф: "F",
  Х: "KH",
  Ц: "TS",
  Ч: "CH",
  Ш: "SH",
  Щ: "SHCH",
  Ъ: "IE",
  Ы: "Y",
  Ь: "",
  Э: "E",
  Ю: "IU",
  Я: "IA",
  І: "I",
  Ї: "I",
  Є: "IE",
  Ґ: "G",
  Ў: "U",
  Ѓ: "G",
  Ѕ: "DZ",
  Ј: "J",
  Љ: "LJ",
  Њ: "NJ",
  Ќ: "K",
  Џ: "DZ",
  Ђ: "D",
  Ћ: "C",
  Ғ: "G",
  Қ: "K",
  Ҳ: "KH",
  Ҷ: "CH",
  Ӣ: "I",
  Ӯ: "U",
  Ә: "A",
  Ң: "N",
  Ө: "O",
  Ұ: "U",
  Ү: "U",
  Һ: "H",
};
/** Belarus and Ukraine. */
const western: Readonly<Record<string, string>> = { ...cyrillic, Г: "H", И: "Y", Ё: "IO" };
/** Russia before 2014, and the way in which most people write themselves. */
const older: Readonly<Record<string, string>> = {
  ...cyrillic,
  Ё: "YO",
  Й: "Y",
  Ъ: "",
  Ю: "YU",
  Я: "YA",
};
/** Uzbekistan's own Latin alphabet, without its apostrophes. */
const uzbek: Readonly<Record<string, string>> = {
  ...cyrillic,
  Ё: "YO",
  Ж: "J",
  Й: "Y",
  Х: "X",
  Ъ: "",
  Ю: "YU",
  Я: "YA",
  Ў: "O",
  Қ: "Q",
  Ғ: "G",
  Ҳ: "H",
};
/** Kazakhstan's passports. */
const kazakh: Readonly<Record<string, string>> = {
  ...older,
  Ё: "E",
  И: "I",
  Қ: "K",
  Ғ: "G",
  Х: "KH",
  Һ: "KH",
  Ә: "A",
  Ы: "Y",
  І: "I",
  Ң: "N",
  Ө: "O",
  Ұ: "U",
  Ү: "U",
};

const schemes = [cyrillic, western, older, uzbek, kazakh].flatMap((letters) => [
  { ...latin, ...letters },
  { ...plainLatin, ...letters },
]);

/**
 * The ways in which a text can be written in a zone, Doc 9303's recommended one first: words of A-Z
 * and digits with single spaces between. Apostrophes are omitted, hyphens separate words.
 * Characters that are in no table are omitted.
 */
export function transliterations(text: string): string[] {
  const letters = [...text.normalize("NFC").toLocaleUpperCase("en")];
  return [
    ...new Set(schemes.map((table) => spaced(letters.map((letter) => written(letter, table)).join("")))),
  ];
}

function written(letter: string, table: Readonly<Record<string, string>>): string {
  if (/^[A-Z0-9]$/.test(letter)) return letter;
  const known = table[letter];
  if (known !== undefined) return known;
  // Left and right quotation marks, spacing accents and the Uzbek letter are all used as
  // apostrophes.
  if (/^['ʻʼ‘’`´ʹ]$/.test(letter)) return "";
  const plain = letter.normalize("NFD").replaceAll(/\p{M}/gu, "");
  if (plain !== letter && [...plain].length === 1) return written(plain, table);
  return /^[\p{L}\p{M}]$/u.test(letter) ? "" : " ";
}

function spaced(text: string): string {
  return text.trim().replaceAll(/ +/g, " ");
}

/** Whether two texts can be the same name in a zone, however their words are separated. */
export function sameWriting(one: string, other: string): boolean {
  const ways = new Set(transliterations(one).map(joined));
  return transliterations(other).some((way) => ways.has(joined(way)));
}

function joined(text: string): string {
  return text.replaceAll(" ", "");
}
