import type { CaptureKind } from "@countersign/wire/browser";

/** What the applicant is asked for. Methods that look the same to them share their texts. */
export type Way = "face" | "document" | "liveness" | "call";

interface HeadingAndHint {
  heading: string;
  hint: string;
}

/** All texts of the page; every language must have each of them. */
export interface Texts {
  title: string;
  timeLeft: (clock: string) => string;
  consent: {
    lead: (project: string) => string;
    points: Record<Way, string[]>;
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
    noCamera: string;
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
  ended: {
    succeeded: { heading: string; body: string };
    failed: { heading: string; body: string };
    aborted: { heading: string; body: string };
    expired: { heading: string; body: string };
    redirecting: string;
    proceed: string;
    close: string;
  };
  problems: {
    link: { heading: string; body: string };
    offline: string;
    picture: string;
    tooLarge: string;
    tooOften: string;
    other: string;
    again: string;
  };
}
