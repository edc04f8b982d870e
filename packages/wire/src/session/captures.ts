import * as z from "zod";

/** The pictures that a session can ask its applicant for; which ones depends on its method. */
export const captureKinds = [
  "face",
  "document_front",
  "document_back",
  "selfie",
  "pose_front",
  "pose_left",
  "pose_right",
] as const;
export type CaptureKind = (typeof captureKinds)[number];
export const captureKindSchema = z.enum(captureKinds);

/**
 * Where a picture comes from, as the applicant's page says: taken by its camera, or chosen as a
 * file.
 */
export const captureSources = ["camera", "file"] as const;
export type CaptureSource = (typeof captureSources)[number];
export const captureSourceSchema = z.enum(captureSources);

/**
 * The documents that a `document` session takes. An identity card has a back, a passport needs
 * none.
 */
export const sessionDocumentTypes = ["passport", "id_card"] as const;
export type SessionDocumentType = (typeof sessionDocumentTypes)[number];
export const sessionDocumentTypeSchema = z.enum(sessionDocumentTypes);
