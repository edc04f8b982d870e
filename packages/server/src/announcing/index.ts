export { announce } from "./announce.ts";
export { kycFailure, kycLanguage, kycVerifiedData } from "./kyc-result.ts";
