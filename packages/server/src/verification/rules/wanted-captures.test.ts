import { randomBytes } from "node:crypto";
import {
  captureKinds,
  newPublicId,
  type SessionDocumentType,
  type SessionId,
  sessionDocumentTypes,
  sessionMethods,
} from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { missingCaptures, wantedCaptures } from "./wanted-captures.ts";

const id = newPublicId<SessionId>(randomBytes);

test("liveness asks for three poses, each session for its own order of the six", () => {
  const orders = new Set<string>();
  for (let count = 0; count < 300; count++) {
    const session = {
      id: newPublicId<SessionId>(randomBytes),
      method: "liveness",
      documentType: null,
      withPoses: false,
    } as const;
    const wanted = wantedCaptures(session) ?? [];
    expect(wanted.toSorted()).toEqual(["pose_front", "pose_left", "pose_right"]);
    expect(wantedCaptures(session)).toEqual(wanted);
    orders.add(wanted.join());
  }
  expect(orders.size).toBe(6);
});

test("a document asks for its sides and a selfie, once the applicant has chosen it", () => {
  const wanted = (documentType: SessionDocumentType | null, withPoses = false) =>
    wantedCaptures({ id, method: "document", documentType, withPoses });
  expect(wanted(null)).toBeNull();
  expect(wanted("passport")).toEqual(["document_front", "selfie"]);
  expect(wanted("id_card")).toEqual(["document_front", "document_back", "selfie"]);
  const poses = wantedCaptures({ id, method: "liveness", documentType: null, withPoses: false }) ?? [];
  expect(wanted("passport", true)).toEqual(["document_front", ...poses]);
});

test("only an agent's call asks for no picture", () => {
  const none = sessionMethods.filter(
    (method) => wantedCaptures({ id, method, documentType: "passport", withPoses: false })?.length === 0,
  );
  expect(none).toEqual(["qes", "video-conference"]);
});

test("whatever was sent in whatever order, what is missing is wanted and was not sent", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sessionMethods),
      fc.constantFrom(...sessionDocumentTypes),
      fc.boolean(),
      fc.array(fc.constantFrom(...captureKinds)),
      (method, documentType, withPoses, taken) => {
        const wanted = wantedCaptures({ id, method, documentType, withPoses }) ?? [];
        const missing = missingCaptures(wanted, taken);
        expect(new Set([...missing, ...taken.filter((kind) => wanted.includes(kind))])).toEqual(
          new Set(wanted),
        );
        expect(missing.some((kind) => taken.includes(kind))).toBe(false);
      },
    ),
  );
});
