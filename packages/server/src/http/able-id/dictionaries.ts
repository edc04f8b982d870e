import {
  documentTypeCodes,
  documentTypeEntrySchema,
  documentTypes,
  isLanguage,
  languageSchema,
} from "@countersign/wire";
import * as z from "zod";
import type { App } from "../types.ts";
import { refuse, sendAnswer } from "./answer.ts";

/** The dictionary of seed 000, in the language of `?lang=` (Russian where absent). Public: it names nobody. */
export function addDictionaryRoutes(app: App): void {
  app.get(
    "/dictionaries/document-types",
    {
      schema: {
        tags: ["able-id"],
        summary: "The dictionary of document types",
        querystring: z.object({ lang: languageSchema.optional() }),
        response: { 200: z.object({ data: z.array(documentTypeEntrySchema) }).loose() },
      },
    },
    async (request, reply) => {
      const { lang = "ru" } = request.query as { lang?: unknown };
      if (typeof lang !== "string" || !isLanguage(lang)) {
        return sendAnswer(reply, refuse(20202, "lang", "must be ru, en, uz or oz"), "ru");
      }
      const data = documentTypeCodes.map((code) => ({ code, title: documentTypes[code][lang] }));
      return sendAnswer(reply, { kind: "done", data }, lang);
    },
  );
}
