import { randomBytes } from "node:crypto";

/** In everything personal that a soak invents: found on disk or in a log, it is a leak. */
export const marker = `Soakperson${randomBytes(6).toString("hex")}`;

let people = 0;

/** A name that no one else has. */
export const somebody = () => `${marker}x${++people}`;
