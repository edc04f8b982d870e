import {
  crossingDataSchema,
  personDataSchema,
  registeredAddressSchema,
  type SourceMapping,
} from "@countersign/wire";

/** Every field that a source's response can fill, as a dotted path. */
export const sourceFields: { [Kind in keyof SourceMapping]: readonly string[] } = {
  people: [
    ...Object.keys(personDataSchema.shape).map((field) => `person.${field}`),
    ...Object.keys(registeredAddressSchema.shape).map(
      (field) => `registration.permanentRegistration.${field}`,
    ),
    "registration.temporaryRegistrations",
    "photo",
    "locked",
  ],
  crossings: [...Object.keys(crossingDataSchema.shape), "photo"],
};
