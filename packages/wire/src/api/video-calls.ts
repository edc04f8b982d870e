import * as z from "zod";

const roundSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, "must be 8 to 64 letters, digits, hyphens or underscores")
  .describe("Of this connection; the agent's page chooses a new one for each.")
  .meta({ examples: ["uKJh3fZc0aQ1"] });

/** Browsers write some 3 to 8 KB. */
const maxSdpLength = 60_000;
const sdpSchema = z
  .string()
  .max(maxSdpLength, `must be at most ${maxSdpLength} characters`)
  .regex(/^v=0\r?\n/, "must be a session description (SDP): it begins with v=0");

const exampleSdp = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

const iceServerSchema = z.strictObject({
  urls: z
    .array(z.string())
    .describe("Its `stun:`, `turn:` or `turns:` URLs.")
    .meta({ examples: [["turn:turn.example.com:3478"]] }),
  username: z.string().describe("For TURN, works for four hours; empty otherwise."),
  credential: z.string().describe("For TURN; empty otherwise."),
});
export type IceServer = z.output<typeof iceServerSchema>;

const iceServers = z
  .array(iceServerSchema)
  .describe("What the browser's `RTCPeerConnection` is to be created with.");

/** Response of `GET /manage/v1/reviews/{id}/video`: the call as the agent's page needs it. */
export const agentVideoSchema = z.strictObject({
  iceServers,
  round: roundSchema.nullable().describe("The current connection; null if there is no call."),
  answer: z
    .string()
    .nullable()
    .describe("The applicant's answer (SDP) to its offer; null until there is one."),
  again: z.boolean().describe("Whether the applicant's page waits for another offer."),
});
export type AgentVideo = z.output<typeof agentVideoSchema>;

/** Body of `PUT /manage/v1/reviews/{id}/video`. */
export const videoOfferSchema = z.strictObject({
  round: roundSchema,
  offer: sdpSchema
    .describe("The agent's offer (SDP) with all its candidates.")
    .meta({ examples: [exampleSdp] }),
});
export type VideoOffer = z.output<typeof videoOfferSchema>;

/** Response of `GET /s/{attemptId}/video`: the call as the applicant's page needs it. */
export const applicantVideoSchema = z.strictObject({
  iceServers,
  round: roundSchema.nullable().describe("The current connection; null until the agent calls."),
  offer: z.string().nullable().describe("The agent's offer (SDP); null until the agent calls."),
  answered: z.boolean().describe("Whether it was answered: by this page, or by one before a reload."),
});
export type ApplicantVideo = z.output<typeof applicantVideoSchema>;

/** Body of `POST /s/{attemptId}/video/answer`. */
export const videoAnswerSchema = z.strictObject({
  round: roundSchema,
  answer: sdpSchema
    .describe("The applicant's answer (SDP) with all its candidates.")
    .meta({ examples: [exampleSdp] }),
});

/** Body of `POST /s/{attemptId}/video/again`. */
export const videoAgainSchema = z.strictObject({ round: roundSchema });
