/**
 * Treezor's users: created, changed, read and reviewed. Their fields are sealed with the person's
 * key and found by keyed hashes; reviews are decided by operators in `verification`.
 *
 *     const created = await createUser(deps, tx, projectId, { email: "a@example.com" });
 *     const user = await findUser(deps, db, projectId, id); // null: none, or erased
 */
export { changeUser } from "./change.ts";
export { createUser } from "./create.ts";
export type { UsersDeps } from "./deps.ts";
export { expectedIdentity } from "./expected-identity.ts";
export { findUser, holdUser, listUsers, numberOf, projectOfUser } from "./find.ts";
export { forgetUsers, lockUsersOf } from "./forget.ts";
export { requestKycReview, userDecided, userReviewDue } from "./kyc-review.ts";
export { isActive, setStanding } from "./standing.ts";
export type { User } from "./user.ts";
export { treezorUser } from "./view.ts";
