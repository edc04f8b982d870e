import {
  type TreezorDocument,
  treezorDateTime,
  treezorDocumentType,
  treezorNoDateTime,
} from "@countersign/wire";
import { extensions } from "./content.ts";
import type { UserDocument } from "./document.ts";

/** A document in Treezor's format, every value as text. */
export function treezorDocument(document: UserDocument): TreezorDocument {
  const { id, user, fields, typeId, status, modifiedAt } = document;
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
    codeStatus: status === "CANCELED" ? "600004" : "600003",
    informationStatus: "",
    residenceId: fields.residenceId,
  };
}

/** The name of its file: says nothing about the user. */
export function fileName({ id, contentType }: Pick<UserDocument, "id" | "contentType">): string {
  return `${id}.${extensions[contentType]}`;
}
