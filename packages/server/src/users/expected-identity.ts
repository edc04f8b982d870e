import { type Identity, identitySchema } from "@countersign/wire";
import type { User } from "./user.ts";

const genders: Readonly<Record<string, Identity["gender"]>> = {
  M: "M",
  MR: "M",
  MME: "F",
  MRS: "F",
  MISS: "F",
  MS: "F",
};

/** The user's stated identity, in the fields that an agent verifies. */
export function expectedIdentity({ fields }: User): Identity {
  const said = {
    firstName: fields.firstname,
    lastName: fields.lastname,
    birthDate: fields.birthday,
    gender: genders[fields.title?.toUpperCase() ?? ""],
    birthPlace: fields.placeOfBirth,
    nationality: fields.nationality,
  } satisfies Partial<Record<keyof Identity, unknown>>;
  const known = Object.entries(said).filter(([name, value]) => {
    return identitySchema.shape[name as keyof Identity].unwrap().safeParse(value).success;
  });
  return Object.fromEntries(known);
}
