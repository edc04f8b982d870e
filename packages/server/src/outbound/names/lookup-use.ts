/** The reason of a lookup: a call that is to be made now, or an address that is to be saved. */
export type LookupUse = "call" | "save";
