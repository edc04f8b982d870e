import type { SessionLanguage } from "@countersign/wire/browser";
import { en } from "./en.ts";
import { kk } from "./kk.ts";
import { oz } from "./oz.ts";
import { ru } from "./ru.ts";
import type { Texts } from "./texts.ts";
import { uz } from "./uz.ts";

export const textsByLanguage: Readonly<Record<SessionLanguage, Texts>> = { ru, en, uz, oz, kk };
