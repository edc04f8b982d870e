import type { ApplicantReasonTexts } from "@countersign/wire/applicant-reasons/texts";
import type { CaptureKind, FinalSessionState, RetakeTexts } from "@countersign/wire/browser";

/** What the applicant is asked for. Methods that look the same to them share their texts. */
export type Way = "face" | "document" | "liveness" | "call";

interface HeadingAndHint {
  heading: string;
  hint: string;
}

/** All texts of the page; every language must have each of them. */
export interface Texts {
  title: string;
  language: string;
  loading: string;
  help: string;
  onPhone: string;
  testMode: string;
  timeLeft: (minutes: number) => string;
  moreTime: string;
  consent: {
    lead: (project: string) => string;
    points: Record<Way, string[]>;
    /** Added where the session has a document. */
    signs: string;
    kept: (project: string, days: number) => string;
    privacy: (project: string) => string;
    agree: string;
    cancel: string;
  };
  capture: {
    pictures: Record<CaptureKind, HeadingAndHint>;
    step: (n: number, of: number) => string;
    take: string;
    retake: string;
    send: string;
    upload: string;
    sending: string;
    cancel: string;
    cancelQuestion: string;
    cancelYes: string;
    cancelNo: string;
  };
  document: HeadingAndHint & { passport: string; idCard: string };
  call: HeadingAndHint & { code: string; codeHint: string; join: string; documentExpired: string };
  desk: Record<"waiting" | "here", { heading: string; body: string }>;
  test: { heading: string; success: string; failure: string; operator: string };
  waiting: { heading: string; body: string };
  /** `done`: the applicant comes back to a session that had succeeded. */
  ended: Record<FinalSessionState | "done", { heading: string; body: (project: string) => string }> & {
    redirecting: (host: string) => string;
    proceed: string;
    back: (project: string) => string;
    close: string;
    elsewhere: string;
  };
  /** Why a session failed, and what the applicant can do about it. */
  reasons: ApplicantReasonTexts;
  /** Why a picture is asked for again. */
  retakes: RetakeTexts;
  retake: string;
  problems: {
    link: { heading: string; body: string; back: string };
    offline: string;
    picture: string;
    repeated: string;
    tooLarge: string;
    tooManyPhotos: string;
    tooOften: string;
    other: string;
    again: string;
  };
}
