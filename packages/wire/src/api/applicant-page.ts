import * as z from "zod";
import { contrast, isReadableOnWhite } from "../session/accent.ts";
import { sessionDocumentTypeSchema, sessionDocumentTypes } from "../session/captures.ts";
import { nameSchema } from "./fields.ts";

/** What a `document` session asks for first. */
export const captureOrders = ["document_first", "selfie_first"] as const;

/** How many further attempts a project can allow at most. */
const maxRetries = 5;
const retriesProblem = `must be a whole number from 0 to ${maxRetries}`;

const pageUrlSchema = z
  .string()
  .max(2000)
  .refine((text) => URL.canParse(text) && text.startsWith("https://"), "must be an https URL");

const supportUrlSchema = z
  .string()
  .max(2000)
  .refine(
    (text) => URL.canParse(text) && /^(https:\/\/|mailto:|tel:)/.test(text),
    "must be an https, mailto or tel URL",
  );

/** How many origins may show a project's pages in a frame at most. */
const maxEmbedOrigins = 20;
const localOrigin = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

/**
 * An exact origin as browsers write it, since it becomes a part of a response header: no wildcard, path, upper case or
 * default port.
 */
const embedOriginSchema = z
  .string()
  .max(300)
  .refine(
    (text) =>
      /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(text) &&
      URL.canParse(text) &&
      new URL(text).origin === text &&
      (text.startsWith("https:") || localOrigin.test(text)),
    "must be an https origin such as https://bank.example: without a path, a wildcard or a default port",
  );

const accentColourSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #0b6e5f")
  .refine(isReadableOnWhite, {
    error: ({ input }) =>
      `must have a contrast of at least 4.5:1 with white; it has ${contrast(String(input), "#ffffff").toFixed(2)}:1: choose a darker one`,
  });

const members = {
  displayName: nameSchema
    .nullable()
    .describe("The organisation's name as applicants read it; null: the project's name.")
    .meta({ examples: ["Demo bank"] }),
  accentColour: accentColourSchema
    .nullable()
    .describe("Of buttons and links (`#rrggbb`), dark enough for white text; null: the service's own.")
    .meta({ examples: ["#0b6e5f"] }),
  privacyUrl: pageUrlSchema
    .nullable()
    .describe("The organisation's privacy notice, linked from the consent."),
  supportUrl: supportUrlSchema.nullable().describe("Where applicants get help: a page, `mailto:` or `tel:`."),
  picturesKeptDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe(
      "For how many days the organisation keeps the pictures, as the consent says it; null: not said.",
    ),
  allowFiles: z
    .boolean()
    .describe(
      "Whether live sessions take pictures from files; by default only the camera's. Test ones always do.",
    ),
  documents: z
    .array(sessionDocumentTypeSchema)
    .min(1)
    .refine((list) => new Set(list).size === list.length, "must not name a document twice")
    .describe("Which documents applicants may choose, in the order in which they are shown."),
  captureOrder: z.enum(captureOrders).describe("What a `document` session asks for first."),
  retries: z
    .int(retriesProblem)
    .min(0, retriesProblem)
    .max(maxRetries, retriesProblem)
    .describe(
      "How often an applicant who failed may try again from the page, within three days; 0: not at all. Never after suspected fraud, or where they can't cure the reason.",
    ),
  videoCalls: z
    .boolean()
    .describe(
      "Whether agents and applicants of `qes` and `video_conference` sessions see each other in their pages; false: agents call with tools of their own.",
    ),
  embedOrigins: z
    .array(embedOriginSchema)
    .max(maxEmbedOrigins)
    .refine((list) => new Set(list).size === list.length, "must not name an origin twice")
    .describe(
      "Which origins' pages may show the sessions' pages in a frame; none by default. Test-mode projects may also name http origins of `localhost` and `127.0.0.1`.",
    )
    .meta({ examples: [["https://bank.example"]] }),
};

/** How a project's applicant's page looks, and what it asks for. */
export const applicantPageSchema = z.strictObject(members);
export type ApplicantPage = z.output<typeof applicantPageSchema>;

/** A change: absent members stay. */
export const applicantPagePatchSchema = applicantPageSchema.partial();
export type ApplicantPagePatch = z.output<typeof applicantPagePatchSchema>;

/** Complete: with the defaults of what the project doesn't say. */
export function applicantPageOf({
  displayName = null,
  accentColour = null,
  privacyUrl = null,
  supportUrl = null,
  picturesKeptDays = null,
  allowFiles = false,
  documents = [...sessionDocumentTypes],
  captureOrder = "document_first",
  retries = 0,
  videoCalls = true,
  embedOrigins = [],
}: ApplicantPagePatch): ApplicantPage {
  return {
    displayName,
    accentColour,
    privacyUrl,
    supportUrl,
    picturesKeptDays,
    allowFiles,
    documents,
    captureOrder,
    retries,
    videoCalls,
    embedOrigins,
  };
}

/** The maximum size of a project's logo, in bytes, and of its sides, in pixels. */
export const maxLogoBytes = 256 * 1024;
export const maxLogoSide = 1024;
