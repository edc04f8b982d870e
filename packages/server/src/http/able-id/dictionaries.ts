import {
  ableIdResponseSchema,
  dictionaryQuerySchema,
  documentTypeCodes,
  documentTypeEntrySchema,
  documentTypes,
  isLanguage,
} from "@countersign/wire";
import * as z from "zod";
import type { App } from "../types.ts";
import { refuse, sendResponse } from "./response.ts";

/** The document types in the language of `?lang=`, Russian by default. Public: it contains no personal data. */
export function registerDictionaryRoutes(app: App): void {
  app.get(
    "/dictionaries/document-types",
    {
      schema: {
        operationId: "listDocumentTypes",
        summary: "List document types",
        description:
          "The codes of the documents that the registry knows, with their titles. Needs no credentials.",
        querystring: dictionaryQuerySchema,
        response: {
          200: ableIdResponseSchema(z.array(documentTypeEntrySchema).describe("Every document type.")),
        },
      },
    },
    async (request, reply) => {
      const { lang = "ru" } = request.query as { lang?: unknown };
      if (typeof lang !== "string" || !isLanguage(lang)) {
        return sendResponse(reply, refuse(20202, "lang", "must be ru, en, uz or oz"), "ru");
      }
      const data = documentTypeCodes.map((code) => ({ code, title: documentTypes[code][lang] }));
      return sendResponse(reply, { kind: "done", data }, lang);
    },
  );
}
