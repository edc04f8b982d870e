import { StreamLanguage } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { celTokens } from "./cel-tokens.ts";
import { liquidTokens } from "./liquid-tokens.ts";
import type { CodeLanguage } from "./props.ts";
import { yamlTokens } from "./yaml-tokens.ts";

const tokens = { liquid: liquidTokens, cel: celTokens, yaml: yamlTokens };

/** The colours of a language. */
export function languageOf(language: CodeLanguage): Extension {
  return StreamLanguage.define(tokens[language]);
}
