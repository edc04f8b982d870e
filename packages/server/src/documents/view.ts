import {
  type DocumentStatus,
  type TreezorDocument,
  treezorDateTime,
  treezorDocumentType,
  treezorNoDateTime,
} from "@countersign/wire";
import { extensions } from "./content.ts";
import type { UserDocument } from "./document.ts";

const codes = {
  PENDING: "600003",
  VALIDATED: "600001",
  REFUSED: "600002",
  CANCELED: "600004",
} as const satisfies Record<DocumentStatus, string>;

/** A document in Treezor's format, every value as text. */
export function treezorDocument(document: UserDocument): TreezorDocument {
  const { id, user, fields, typeId, status, preReview, modifiedAt } = document;
  return {
    documentId: String(id),
    documentTag: fields.documentTag,
    clientId: String(user.clientId),
    userId: String(user.id),
    userFirstname: user.fields.firstname ?? "",
    userLastname: user.fields.lastname ?? "",
    name: fields.name,
    documentStatus: status,
    documentTypeId: typeId,
    documentType: treezorDocumentType(typeId),
    fileName: fileName(document),
    thumbFileName: "",
    createdDate: treezorDateTime(document.createdAt.getTime()),
    modifiedDate: modifiedAt === null ? treezorNoDateTime : treezorDateTime(modifiedAt.getTime()),
    codeStatus: codes[status],
    informationStatus: preReview ? "PRE_REVIEW" : (fields.informationStatus ?? ""),
    residenceId: fields.residenceId,
  };
}

/** The name of its file: says nothing about the user. */
export function fileName({ id, contentType }: Pick<UserDocument, "id" | "contentType">): string {
  return `${id}.${extensions[contentType]}`;
}
