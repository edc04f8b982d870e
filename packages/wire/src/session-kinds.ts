import * as z from "zod";

/**
 * What is verified about the person: `verification` is the shorter, passive check of someone identified
 * before. Grows with later methods.
 */
export const sessionMethods = ["identification", "verification"] as const;
export type SessionMethod = (typeof sessionMethods)[number];
export const sessionMethodSchema = z.enum(sessionMethods);

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
