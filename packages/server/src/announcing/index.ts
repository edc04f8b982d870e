/**
 * Records the events that a session's transitions cause, in the formats of Love&Pay and Treezor, in the
 * transaction of the transition itself: either both are kept or neither is.
 *
 *     await announce(deps, tx, session, transition);
 */
export { announce } from "./announce.ts";
export { kycFailure, kycLanguage, kycVerifiedData } from "./kyc-result.ts";
