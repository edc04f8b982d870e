import type { Cell } from "./cells.ts";

/** Milliseconds since the Unix epoch. Injected, so that tests own the time. */
export type Clock = () => number;

/**
 * That many bytes from a cryptographically strong source. Injected, so that tests can repeat a run.
 */
export type Random = (bytes: number) => Uint8Array;

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/**
 * Prefixes of time-ordered ids. No secret starts with one of them (secrets start with `csk_`,
 * `cso_`, `css_`, `csl_` or `whsec_`), so that a scanner can tell a leaked secret from a harmless
 * id.
 */
export const idPrefixes = {
  event: "evt",
  webhook: "whk",
  delivery: "dlv",
  operator: "opr",
  token: "tok",
  audit: "aud",
  review: "rev",
  subject: "sub",
  registryImport: "imp",
  registrySource: "src",
  person: "ppl",
  crossing: "crs",
  capture: "cap",
  check: "chk",
  signingSecret: "sec",
  claim: "clm",
  replay: "rpl",
  interception: "icp",
  user: "usr",
  order: "ord",
  deliveryService: "dsv",
  subscription: "sbn",
  operatorSession: "osn",
  passkey: "pky",
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<Kind extends IdKind> = Branded<(typeof idPrefixes)[Kind]>;
export type EventId = Id<"event">;
export type WebhookId = Id<"webhook">;
export type DeliveryId = Id<"delivery">;
export type SubjectId = Id<"subject">;
export type ReviewId = Id<"review">;
export type ReplayId = Id<"replay">;

/** A tenant: 21 characters of the nanoid alphabet, as able-id shows it; after the cell's, if there is one. */
export type ProjectId = Branded<"project">;
/** able-id's `attemptId`: 21 characters of the nanoid alphabet; after the cell's, if there is one. */
export type SessionId = Branded<"session">;

const crockford = "0123456789abcdefghjkmnpqrstvwxyz";
const timeChars = 10;
const randomChars = 16;
/** The end of the year 9999: later days have no `YYYY-MM-DD`. */
const latestIdTime = Date.UTC(10_000, 0) - 1;

/**
 * A new id: its kind's prefix, `_`, and 26 characters of Crockford base 32: 48 bits of time, 80
 * random bits. Ids sort by the millisecond in which they were made, which is one from 1970 to 9999.
 */
export function newId<Kind extends IdKind>(kind: Kind, clock: Clock, random: Random): Id<Kind> {
  let time = Math.min(Math.max(0, clock()), latestIdTime);
  let head = "";
  for (let i = 0; i < timeChars; i++) {
    head = crockford.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  let tail = "";
  for (const byte of random(randomChars)) tail += crockford.charAt(byte % 32);
  // This function and `isId` are where texts become ids.
  return `${idPrefixes[kind]}_${head}${tail}` as Id<Kind>;
}

/** Whether the text has the form of an id of this kind. One of a time after 9999 was never made. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  const fits = new RegExp(`^${idPrefixes[kind]}_[0-7][${crockford}]{25}$`).test(text);
  return fits && timeOf(text) <= latestIdTime;
}

/**
 * The lowest text that an id of this kind made at this time, in milliseconds, or later can have: a
 * bound for ranges.
 */
export function firstIdAt<Kind extends IdKind>(kind: Kind, time: number): Id<Kind> {
  return newId(
    kind,
    () => time,
    (bytes) => new Uint8Array(bytes),
  );
}

/** The millisecond in which a time-ordered id was made. */
export function idTime(id: Id<IdKind>): number {
  return timeOf(id);
}

function timeOf(id: string): number {
  const start = id.indexOf("_") + 1;
  const end = Math.min(start + timeChars, id.length);
  let time = 0;
  for (let place = start; place < end; place++) time = time * 32 + crockford.indexOf(id.charAt(place));
  return time;
}

const dayMs = 86_400_000;
let lastDay = { number: 0, text: "1970-01-01" };

/**
 * The UTC day (`YYYY-MM-DD`) in which a time-ordered id was made: the partition key of the log
 * tables.
 */
export function idDay(id: Id<IdKind>): string {
  const number = Math.floor(idTime(id) / dayMs);
  // Nearly all ids that are asked about are of one day.
  if (number !== lastDay.number)
    lastDay = { number, text: new Date(number * dayMs).toISOString().slice(0, 10) };
  return lastDay.text;
}

const nanoidAlphabet = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";

/**
 * A new public id of a project or session: 21 characters of the nanoid alphabet, 126 random bits; in a
 * cell its character comes first. It never begins with a hyphen: command lines take that for a flag.
 */
export function newPublicId<Public extends ProjectId | SessionId>(
  random: Random,
  cell?: Cell | null,
): Public {
  let id = cell ?? "";
  for (const byte of random(21)) id += nanoidAlphabet.charAt(byte & 63);
  // Public ids begin here.
  return id.replace(/^-/, "_") as Public;
}

/** Whether the text has the form of a public id, of this cell, another one, or none. */
export function isPublicId(text: string): text is ProjectId | SessionId {
  return publicIdForm.test(text);
}

const publicIdForm = /^[a-z0-9]?[A-Za-z0-9_-]{21}$/;
