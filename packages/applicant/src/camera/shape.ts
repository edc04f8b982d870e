import type { CaptureKind, SessionDocumentType } from "@countersign/wire/browser";

/** What is photographed: the outline that the viewfinder shows. */
export type Shape = "passport" | "card" | "face";

/** Width by height of what is sent: a passport's page is 125 x 88 mm, a card 85.60 x 53.98 mm (ID-1). */
export const aspects: Readonly<Record<Shape, number>> = {
  passport: 125 / 88,
  card: 85.6 / 53.98,
  face: 3 / 4,
};

export function shapeOf(kind: CaptureKind, documentType: SessionDocumentType | null): Shape {
  if (kind !== "document_front" && kind !== "document_back") return "face";
  return documentType === "passport" ? "passport" : "card";
}

/** Whether this side has a machine-readable zone. */
export function hasZone(kind: CaptureKind, documentType: SessionDocumentType | null): boolean {
  return kind === (documentType === "passport" ? "document_front" : "document_back");
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The largest rectangle of this aspect in the middle of a picture, in whole pixels: what `object-fit: cover` shows in a
 * box of the same aspect, so that what is seen is what is sent.
 */
export function cropOf(picture: { width: number; height: number }, aspect: number): Rectangle {
  const width = Math.round(Math.min(picture.width, picture.height * aspect));
  const height = Math.round(Math.min(picture.height, picture.width / aspect));
  return {
    x: Math.round((picture.width - width) / 2),
    y: Math.round((picture.height - height) / 2),
    width,
    height,
  };
}
