/**
 * Calls with video between an agent and an applicant. Picture and sound go from browser to browser (WebRTC), or through
 * the operator's TURN server, always encrypted; this service exchanges what the browsers need to find each other: one
 * offer and one answer in each round, sealed with the person's key and deleted after an hour. Nothing of a call is recorded.
 *
 *     await beginRound(deps, tx, session, { round, offer });     // the agent's page
 *     const call = await currentRound(deps, db, session);        // the applicant's page
 *     await answerRound(deps, tx, session, { round, answer });
 *     await wantAnotherRound(tx, session.id, round);             // after a reload, or where the connection was lost
 */
export { type IceSettings, iceServersFor } from "./ice-servers.ts";
export {
  answerRound,
  beginRound,
  currentRound,
  endRounds,
  forgetOldRounds,
  forgetVideoCalls,
  wantAnotherRound,
} from "./signals.ts";
