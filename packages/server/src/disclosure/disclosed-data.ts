import {
  type AbleIdErrorCode,
  type CrossingData,
  type EventPayload,
  type PassportData,
  type PersonData,
  passportDataSchema,
  photoCrc,
  type RegisteredAddress,
  registrationHookDataSchema,
} from "@countersign/wire";
import type { Session, SessionPerson } from "../verification/index.ts";
import type { DisclosureKind } from "./kinds.ts";

/** The inner `data` of a data hook, by kind. */
export type DisclosedData = {
  [Kind in DisclosureKind]: {
    ok: true;
    type: `check.${Kind}`;
    data: EventPayload<`check.${Kind}`>["data"];
  };
}[DisclosureKind];

/** Why the person has no such data, as an able-id error code. */
export type NoData = { ok: false; code: AbleIdErrorCode };

/**
 * Returns the data of a hook of this kind about the session's person, field by field as able-id documents it.
 *
 * Codes: 10205 no permanent registration, 20005 a registration without an address, 10203 no picture, 10104
 * a resident's data requested of a foreigner, 20004 the reverse.
 */
export function disclosedData(
  kind: DisclosureKind,
  session: Pick<Session, "id" | "transactionId">,
  person: SessionPerson,
): DisclosedData | NoData {
  if (kind === "photo") return photoData(session, person.record.photo);
  if (kind === "foreign_person") {
    if (person.kind !== "foreign") return { ok: false, code: 20004 };
    return { ok: true, type: "check.foreign_person", data: { person: crossingData(person.record) } };
  }
  if (person.kind !== "resident") return { ok: false, code: 10104 };
  const { person: data, registration } = person.record;
  const attemptId = session.id;
  switch (kind) {
    case "passport":
      return { ok: true, type: "check.passport", data: { attemptId, ...passportData(data) } };
    case "person":
      return { ok: true, type: "check.person", data: { person: { attemptId, ...data }, registration } };
    case "registration":
      return registrationData(registration.permanentRegistration);
  }
}

/** able-id sends the issuer's id as a number in the passport hook, as a string in the person hook. */
function passportData(person: PersonData): PassportData {
  const passportGivePlaceId = Number(person.passportGivePlaceId);
  return passportDataSchema.strip().parse({ ...person, passportGivePlaceId });
}

function registrationData(address: RegisteredAddress | null): DisclosedData | NoData {
  if (address === null) return { ok: false, code: 10205 };
  if (address.address === null || address.address.trim() === "") return { ok: false, code: 20005 };
  return { ok: true, type: "check.registration", data: registrationHookDataSchema.strip().parse(address) };
}

function photoData(
  session: Pick<Session, "id" | "transactionId">,
  photo: string | null,
): DisclosedData | NoData {
  if (photo === null || photo === "") return { ok: false, code: 10203 };
  const crc = photoCrc(Buffer.from(photo, "base64"));
  const transactionId = session.transactionId ?? "";
  return { ok: true, type: "check.photo", data: { crc, attemptId: session.id, transactionId, photo } };
}

function crossingData({
  document,
  reg_date,
  citizenship,
  full_name,
  birth_date,
}: CrossingData): CrossingData {
  return { document, reg_date, citizenship, full_name, birth_date };
}
