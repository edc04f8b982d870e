import * as z from "zod";
import { nameSchema, timeSchema } from "./fields.ts";
import { emailSchema } from "./operators.ts";

/** Chosen by the person; checked for its length and how easily it can be guessed. */
const passwordSchema = z.string().min(1).max(1000);
const stepSchema = z
  .string()
  .regex(/^cst_[A-Za-z0-9_-]{43}$/, "must be the step of an earlier response")
  .describe("The `step` of the previous response; it can be tried five times within ten minutes.");
const totpCodeSchema = z
  .string()
  .regex(/^\d{6}$/, "must be six digits")
  .describe("The six digits that the authenticator app shows.");
/**
 * What `@simplewebauthn/browser` takes and gives; its content is checked with the passkey's key.
 */
const webAuthnSchema = z.record(z.string(), z.json());

/** The response to `GET /manage/v1/session/options`. */
export const signInOptionsSchema = z.strictObject({
  passkeys: z.boolean().describe("Whether passkeys work at the service's address."),
  provider: z
    .strictObject({ name: z.string().describe("The text of the button.") })
    .nullable()
    .describe("The OpenID Connect provider; null: none is configured."),
  setUp: z.boolean().describe("Whether there is an operator who can sign in."),
  signedIn: z.boolean().describe("Whether this browser is signed in."),
});

/** Body of `POST /manage/v1/session`. */
export const signInSchema = z.strictObject({
  email: emailSchema.describe("The person's e-mail address."),
  password: passwordSchema.describe("The person's password."),
});

/** Body of `POST /manage/v1/session/second-factor`. */
export const secondFactorSchema = z.union(
  [
    z.strictObject({ step: stepSchema, code: totpCodeSchema }),
    z.strictObject({
      step: stepSchema,
      recoveryCode: z.string().min(1).max(40).describe("One of the ten recovery codes."),
    }),
  ],
  { error: "must have either code or recoveryCode" },
);

/** The outcome of an attempt to sign in. A signed-in browser has a cookie now. */
export const signedInSchema = z.strictObject({
  status: z
    .enum(["signed_in", "second_factor_required"])
    .describe("Whether the browser is signed in, or a second step is missing."),
  step: z.string().nullable().describe("For `POST /manage/v1/session/second-factor`; null: signed in."),
});

/** The response to `POST /manage/v1/session/provider`. */
export const providerStartSchema = z.strictObject({
  url: z.string().describe("Where the browser goes to sign in: an address of the provider."),
});
/** Body of `POST /manage/v1/session/provider/verify`. */
export const providerResponseSchema = z.strictObject({
  response: z
    .string()
    .min(1)
    .max(8000)
    .describe("The fragment of the address with which the provider sent the browser back, without `#`."),
});

/** The response to both kinds of `options` of passkeys. */
export const passkeyOptionsSchema = z.strictObject({
  options: webAuthnSchema.describe("For `navigator.credentials`, as WebAuthn defines its JSON form."),
});
/** Body of `POST /manage/v1/session/passkey/verify`. */
export const passkeySignInSchema = z.strictObject({
  response: webAuthnSchema.describe("What `navigator.credentials.get` returned, in JSON form."),
});

const linkSchema = z.string().min(1).max(100).describe("The secret in the fragment of a one-time link.");
/** Body of `POST /manage/v1/links/read`. */
export const readLinkSchema = z.strictObject({ link: linkSchema });
export const linkPurposeSchema = z.strictObject({
  kind: z
    .enum(["first_operator", "invitation"])
    .describe("Whether it creates the first operator, or sets the password of a person."),
  name: z.string().nullable().describe("The person's name; null for the first operator."),
  email: z.string().nullable().describe("The person's e-mail address; null if there is none yet."),
  hasPassword: z.boolean().describe("Whether it replaces a password."),
  expiresAt: timeSchema.describe("When the link ends."),
});
/** Body of `POST /manage/v1/links/accept`. */
export const acceptLinkSchema = z.strictObject({
  link: linkSchema,
  name: nameSchema.optional().describe("The person's name; of the first operator only."),
  email: emailSchema.optional().describe("The person's e-mail address; of the first operator only."),
  password: passwordSchema.describe("The new password: at least 12 characters."),
});

/** Body of `POST /manage/v1/session/confirm`. */
export const confirmSchema = z.strictObject({ password: passwordSchema.describe("The person's password.") });
/** Body of `PUT /manage/v1/me/password`. */
export const newPasswordSchema = z.strictObject({
  password: passwordSchema.describe("The new password: at least 12 characters."),
});

/** The response to `POST /manage/v1/me/totp`. */
export const newTotpSchema = z.strictObject({
  step: z.string().describe("Goes with the first code."),
  secret: z.string().describe("The secret in base32, for typing. Shown in this response only."),
  uri: z.string().describe("The same for a QR code."),
});
/** Body of `POST /manage/v1/me/totp/confirm`. */
export const confirmTotpSchema = z.strictObject({ step: stepSchema, code: totpCodeSchema });
export const recoveryCodesSchema = z.strictObject({
  recoveryCodes: z.array(z.string()).describe("Ten codes, each valid once. Shown in this response only."),
});

export const passkeySchema = z.strictObject({
  id: z.string().describe("Id of the passkey."),
  name: z.string().describe("What its owner calls it."),
  createdAt: timeSchema.describe("When it was created."),
  lastUsedAt: timeSchema.nullable().describe("When it was last used to sign in; null: never."),
});
export const passkeyListSchema = z.strictObject({
  data: z.array(passkeySchema).describe("The passkeys, newest first."),
});
/** Body of `POST /manage/v1/me/passkeys`. */
export const addPasskeySchema = z.strictObject({
  name: nameSchema.describe("What its owner calls it."),
  response: webAuthnSchema.describe("What `navigator.credentials.create` returned, in JSON form."),
});

/** Body of `POST /manage/v1/devices`. */
export const askDeviceSchema = z.strictObject({
  name: nameSchema.describe("What the program and its machine are called; the token gets this name."),
});
export const askedDeviceSchema = z.strictObject({
  deviceCode: z.string().describe("Sent with each request for the token. A secret of the program."),
  userCode: z.string().describe("The code that a person enters in the console."),
  verificationUrl: z.string().describe("Where a person enters it."),
  expiresAt: timeSchema.describe("When the codes end."),
  intervalSeconds: z.int().describe("How long to wait between requests, in seconds."),
});
/** Body of `POST /manage/v1/devices/token`. */
export const collectDeviceSchema = z.strictObject({
  deviceCode: z
    .string()
    .regex(/^cst_[A-Za-z0-9_-]{43}$/, "must be the deviceCode of an earlier response")
    .describe("The `deviceCode` of `POST /manage/v1/devices`."),
});
export const deviceAnswerSchema = z.strictObject({
  status: z
    .enum(["pending", "approved", "over"])
    .describe("Whether a person has decided. `over`: they refused, or ten minutes have passed."),
  token: z.string().nullable().describe("The bearer token; of an approved one, once."),
  expiresAt: timeSchema.nullable().describe("When the token ends."),
});
/** Body of `POST /manage/v1/devices/read`, `…/approve` and `…/refuse`. */
export const userCodeSchema = z.strictObject({
  userCode: z
    .string()
    .regex(/^[A-Za-z]{4}[ -]?[A-Za-z]{4}$/, "must be eight letters, as the program shows them")
    .describe("The code that the program shows."),
});
export const deviceRequestSchema = z.strictObject({
  name: z.string().describe("What the program calls itself."),
  address: z.string().nullable().describe("The network address of its request."),
  askedAt: timeSchema.describe("When it asked."),
});
