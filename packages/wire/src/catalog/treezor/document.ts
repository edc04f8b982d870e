import * as z from "zod";
import { documentStatuses } from "../../treezor/codes.ts";
import { treezorDocumentTypeIds } from "../../treezor/document-types.ts";
import { defineEvent } from "../definition.ts";
import { codeStatus, dateTime, text } from "./fields.ts";

/**
 * A user's document, every field of Treezor in its order, all text. Both the `document.*` events
 * and the `/v1/documents` responses contain it. The file itself is never in it.
 */
export const treezorDocumentSchema = z.strictObject({
  documentId: text.describe("The document."),
  documentTag: text.describe("The caller's own mark."),
  clientId: text.describe("The project's number."),
  userId: text.describe("The user whom it is of."),
  userFirstname: text.describe("The user's given name.").meta({ deprecated: true }),
  userLastname: text.describe("The user's family name.").meta({ deprecated: true }),
  name: text.describe("The name that it was given."),
  documentStatus: z.enum(documentStatuses).describe("Whether it was judged."),
  documentTypeId: z.enum(treezorDocumentTypeIds).describe("The number of its type."),
  documentType: text.describe("The name of its type."),
  fileName: text.describe("The name of the file to download."),
  thumbFileName: text.describe("Always empty: there are no thumbnails.").meta({ deprecated: true }),
  createdDate: dateTime.describe("When it was uploaded, UTC."),
  modifiedDate: dateTime.describe("When it was last changed, UTC; zeros where it never was."),
  codeStatus: codeStatus.describe("600001 validated, 600002 refused, 600003 pending, 600004 cancelled."),
  informationStatus: text.describe(
    "What the operator remarked on the decision; `PRE_REVIEW` while one is awaited.",
  ),
  residenceId: text.describe("The tax residence that it belongs to; 0 for none."),
});
export type TreezorDocument = z.output<typeof treezorDocumentSchema>;

const payload = z.strictObject({ documents: z.array(treezorDocumentSchema).length(1) });

const created: TreezorDocument = {
  documentId: "8XXXX",
  documentTag: "LP'6C7`VGnREXXXXXXXX",
  clientId: "4XXXX",
  userId: "1XXXXXX",
  userFirstname: "Victoria",
  userLastname: "Perin",
  name: "Merged_Passport.pdf",
  documentStatus: "PENDING",
  documentTypeId: "17",
  documentType: "PASSPORT",
  fileName: "8XXXX.pdf",
  thumbFileName: "",
  createdDate: "2020-05-19 10:34:21",
  modifiedDate: "0000-00-00 00:00:00",
  codeStatus: "600003",
  informationStatus: "",
  residenceId: "0",
};

/** A document was added. */
export const documentCreate = defineEvent({
  type: "document.create",
  payload,
  title: { ru: "Документ добавлен", en: "Document created" },
  description: {
    ru: "Добавлен документ пользователя: через API, при предварительной проверке или в ходе сессии.",
    en: "A user's document was added: through the API, in a pre-review, or by a session.",
  },
  example: { documents: [created] },
  dialect: "treezor",
  subject: "document",
  personal: true,
});

/** What is known of a document changed. */
export const documentUpdate = defineEvent({
  type: "document.update",
  payload,
  title: { ru: "Документ изменён", en: "Document updated" },
  description: { ru: "Сведения о документе пользователя изменены.", en: "A user's document was changed." },
  example: {
    documents: [
      {
        ...created,
        documentTag: "draftedstatutes",
        clientId: "9XXXX",
        userFirstname: "MICHELE",
        userLastname: "CRESSIN",
        name: "draftedstatutes_2192.pdf",
        documentTypeId: "23",
        documentType: "LEGAL_STATUS",
        fileName: "80009.pdf",
        createdDate: "2020-05-13 16:22:03",
        modifiedDate: "2020-05-13 18:28:43",
      },
    ],
  },
  dialect: "treezor",
  subject: "document",
  personal: true,
});

/** A document was cancelled. */
export const documentCancel = defineEvent({
  type: "document.cancel",
  payload,
  title: { ru: "Документ отменён", en: "Document cancelled" },
  description: { ru: "Документ пользователя отменён.", en: "A user's document was cancelled." },
  example: {
    documents: [
      {
        ...created,
        documentTag: "0000000",
        clientId: "1XXXXX",
        userId: "0000000",
        userFirstname: "Marie",
        userLastname: "bela",
        name: "XXXXXX_doc",
        documentStatus: "CANCELED",
        documentTypeId: "21",
        documentType: "PAYSLIP",
        fileName: "AAAAA.jpg",
        createdDate: "2020-05-18 22:55:13",
        modifiedDate: "2020-05-18 20:55:24",
        codeStatus: "600004",
      },
    ],
  },
  dialect: "treezor",
  subject: "document",
  personal: true,
});
