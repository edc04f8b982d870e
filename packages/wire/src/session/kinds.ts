import * as z from "zod";

/**
 * What is verified about the person and how: a face against the registry (`verification` is the
 * shorter, passive check of someone identified before), a document with a selfie, liveness, or by
 * an agent: a qualified e-signature and a video conference.
 */
export const sessionMethods = [
  "identification",
  "verification",
  "document",
  "liveness",
  "qes",
  "video-conference",
] as const;
export type SessionMethod = (typeof sessionMethods)[number];
export const sessionMethodSchema = z.enum(sessionMethods);

/**
 * The methods that compare with a registry: they are started by the able-id calls alone, which ask
 * it.
 */
export const registryMethods = ["identification", "verification"] as const;
export type RegistryMethod = (typeof registryMethods)[number];

/** The methods that need nothing but the applicant and an operator. */
export const applicantMethods = ["document", "liveness", "qes", "video-conference"] as const;
export type ApplicantMethod = (typeof applicantMethods)[number];
export const applicantMethodSchema = z.enum(applicantMethods);

/** A method as the management API names it: in snake_case, as all of its values. */
export type ManageMethod = Exclude<SessionMethod, "video-conference"> | "video_conference";

/** The management API's name of a method. */
export function manageMethodOf(method: SessionMethod): ManageMethod {
  return method === "video-conference" ? "video_conference" : method;
}

/** The method that the management API means by a name. */
export function methodOfManage(name: ManageMethod): SessionMethod {
  return name === "video_conference" ? "video-conference" : name;
}

export const manageMethodSchema = z.enum(sessionMethods.map(manageMethodOf));
export const manageApplicantMethodSchema = z.enum(["document", "liveness", "qes", "video_conference"]);

/**
 * Through which API a session was started: it decides which family's events report the session.
 */
export const sessionOrigins = ["able-id", "love-and-pay", "treezor", "manage"] as const;
export type SessionOrigin = (typeof sessionOrigins)[number];
export const sessionOriginSchema = z.enum(sessionOrigins);

/** Who leads the person through: the applicant's page, or the integrator with its own camera. */
export const sessionFlows = ["page", "direct"] as const;
export type SessionFlow = (typeof sessionFlows)[number];

/** Whom the session is about: somebody with a PINFL, or a foreigner known by a border crossing. */
export const personKinds = ["resident", "foreign"] as const;
export type PersonKind = (typeof personKinds)[number];

/** A project's mode: in `test` the outcomes can be chosen and PINFLs are checked loosely. */
export const projectModes = ["test", "live"] as const;
export type ProjectMode = (typeof projectModes)[number];
export const projectModeSchema = z.enum(projectModes);
