export { changeUser } from "./change.ts";
export { createUser } from "./create.ts";
export type { UsersDeps } from "./deps.ts";
export { expectedIdentity } from "./expected-identity.ts";
export { findUser, holdUser, listUsers, numberOf } from "./find.ts";
export { forgetUsers, lockUsersOf } from "./forget.ts";
export { requestKycReview, userDecided, userReviewDue } from "./kyc-review.ts";
export type { User } from "./user.ts";
export { treezorUser } from "./view.ts";
