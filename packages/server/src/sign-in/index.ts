/**
 * How people sign in to the console: passwords, authenticator apps, passkeys, one-time links, and the
 * sessions of their browsers.
 *
 *     const result = await signInWithPassword(deps, { email, password }, browser);
 *     const signedIn = await findSignedIn(deps, cookie); // null: ended, idle, unknown
 */
export {
  type Account,
  changeAccount,
  changePassword,
  confirmByPassword,
  readAccount,
} from "./account.ts";
export type { SessionLimits } from "./deps.ts";
export {
  approveDevice,
  askForDevice,
  collectDevice,
  readDevice,
  refuseDevice,
  shownCode,
} from "./devices.ts";
export { forgetOldSignIns } from "./forget.ts";
export {
  acceptLink,
  createFirstLink,
  createInvitation,
  type OneTimeLink,
  readLink,
} from "./links.ts";
export { signInMethodsOf } from "./methods.ts";
export {
  addPasskey,
  arePasskeysPossible,
  listPasskeys,
  newPasskeyOptions,
  type Passkey,
  passkeySignInOptions,
  removePasskey,
  signInWithPasskey,
} from "./passkeys.ts";
export { TooBusy } from "./password.ts";
export { parseGroupRoles } from "./provider/group-roles.ts";
export { createProvider, type Provider } from "./provider/provider.ts";
export type { ProviderSettings } from "./provider/settings.ts";
export { beginProviderSignIn, signInWithProvider } from "./provider/sign-in.ts";
export { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from "./second-factor.ts";
export { createSessionUses } from "./session-uses.ts";
export {
  endSessions,
  findSignedIn,
  listSessionsOf,
  type OperatorSession,
} from "./sessions.ts";
export { type SignInResult, signInWithPassword, signInWithSecondFactor } from "./sign-in.ts";
