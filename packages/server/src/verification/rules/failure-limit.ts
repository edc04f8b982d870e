/** This many failed sessions of one person in one live project within the window block the next (10100). */
export const failureLimit = { failures: 10, windowMs: 24 * 60 * 60_000 } as const;
