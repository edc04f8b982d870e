import type { Texts } from "./texts.ts";

export const en: Texts = {
  title: "Identity check",
  timeLeft: (clock) => `${clock} left`,
  consent: {
    lead: (project) => `${project} asks you to confirm who you are.`,
    points: [
      "We take one picture of your face.",
      "It is compared with the picture in the state registry.",
      "If they match, your data goes to the organisation that asked, and to nobody else.",
    ],
    agree: "I agree, continue",
    cancel: "I don't agree",
  },
  capture: {
    heading: "A picture of your face",
    hint: "Look straight ahead, in good light. Take off glasses and headwear.",
    take: "Take the picture",
    retake: "Take another",
    send: "Send",
    upload: "Choose a picture",
    noCamera: "The camera can't be used here. Choose a picture of your face instead.",
    sending: "Sending…",
    cancel: "Cancel the check",
    cancelQuestion: "Cancel the check? It can't be continued afterwards.",
    cancelYes: "Yes, cancel",
    cancelNo: "No, go on",
  },
  test: {
    heading: "Test mode: choose how this check ends",
    success: "Success",
    failure: "Failure",
    operator: "An operator decides",
  },
  waiting: {
    heading: "We are checking",
    body: "This usually takes a few minutes. You may keep this page open: it goes on by itself.",
  },
  ended: {
    succeeded: { heading: "Confirmed", body: "Thank you. Your identity has been confirmed." },
    failed: { heading: "Not confirmed", body: "We could not confirm your identity. You can start again." },
    aborted: { heading: "Cancelled", body: "The check was cancelled. No data was passed on." },
    expired: {
      heading: "Time is up",
      body: "This check has expired. Go back to where you came from and start a new one.",
    },
    redirecting: "Taking you back…",
    proceed: "Continue",
    close: "You may close this page.",
  },
  problems: {
    link: {
      heading: "This link does not work",
      body: "It may be incomplete or of a check that no longer exists. Go back and open it again.",
    },
    offline: "No connection. Check your network and try again.",
    picture: "This picture can't be used. Take another, as JPEG or PNG, in which your face is well seen.",
    tooLarge: "This picture is too large. Choose one under 6 MB.",
    tooOften: "Too many pictures in a row. Wait a little and try again.",
    other: "Something went wrong on our side. Try again.",
    again: "Try again",
  },
};
