import type { DocumentStatus, ProjectId, SubjectId, TreezorDocumentTypeId } from "@countersign/wire";
import type { User } from "../users/index.ts";
import type { DocumentContentType } from "./content.ts";

/** A document's fields. Personal: sealed under the user's key. */
export interface DocumentFields {
  name: string;
  documentTag: string;
  residenceId: string;
  /** The comment on the decision. */
  informationStatus?: string;
}

/** A user's document, without its file. */
export interface UserDocument {
  /** From one sequence of the installation. */
  id: number;
  projectId: ProjectId;
  user: User;
  subjectId: SubjectId;
  typeId: `${TreezorDocumentTypeId}`;
  status: DocumentStatus;
  /** Whether it waits for its pre-review: no event about it has been recorded. */
  preReview: boolean;
  fields: DocumentFields;
  contentType: DocumentContentType;
  contentBytes: number;
  createdAt: Date;
  modifiedAt: Date | null;
}
