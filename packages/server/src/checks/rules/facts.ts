import type {
  CaptureKind,
  ChecksPolicy,
  CrossingRecord,
  Identity,
  PersonRecord,
  SessionDocumentType,
  SessionMethod,
} from "@countersign/wire";
import type { Ended } from "../../child-process/index.ts";
import type { FaceSight, NoFaceModel } from "../child/face-sight.ts";
import type { Sight } from "../child/sight.ts";

/** A picture of the session, with what the child saw in it, or why that failed. */
export interface SeenPicture {
  capture: CaptureKind;
  /** Of its bytes, in hex. */
  sha256: string;
  sight: Sight | Ended;
}

/** What the project has seen before; sessions of the same person don't count. */
interface Repeats {
  /** Pictures of this session whose bytes are the same, by kind. */
  within: CaptureKind[];
  /** Pictures that another person sent in these sessions. */
  pictures: { capture: CaptureKind; sessionIds: string[] }[];
  /** Sessions in which another person showed the document. */
  document: string[];
  /** Pictures whose bytes are the registry's own picture. */
  registryPicture: CaptureKind[];
}

/** What the registry has of the person. */
export type RegistryRecord =
  | { kind: "resident"; record: PersonRecord }
  | { kind: "foreign"; record: CrossingRecord };

/** Everything that the checks of a session go by. Personal. */
export interface Facts {
  method: SessionMethod;
  /** The document that the applicant chose to show. */
  documentType: SessionDocumentType | null;
  policy: ChecksPolicy;
  /** `YYYY-MM-DD`, by the store's clock. */
  today: string;
  expected: Identity | null;
  /** Null: the registry has no record, or the method asks for none. */
  registry: RegistryRecord | null;
  pictures: SeenPicture[];
  /** In the order in which they arrived. */
  arrived: CaptureKind[];
  /** In the order that the server chose. */
  wanted: readonly CaptureKind[];
  repeats: Repeats;
  faces: FaceSight | NoFaceModel | Ended;
}

/** Whether it shows a document. */
export function isDocument(capture: CaptureKind): boolean {
  return capture === "document_front" || capture === "document_back";
}

/** Whether it shows a face from a side that was asked for. */
export function isPose(capture: CaptureKind): boolean {
  return capture === "pose_front" || capture === "pose_left" || capture === "pose_right";
}
