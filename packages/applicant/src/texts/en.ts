import { reasons } from "@countersign/wire/applicant-reasons/en";
import { retakeTexts as retakes } from "@countersign/wire/retake-texts/en";
import type { Texts } from "./texts.ts";

export const en: Texts = {
  title: "Identity check",
  language: "Language",
  loading: "Loading…",
  help: "Get help",
  onPhone: "Continue on your phone",
  testMode: "Test mode: nothing here is real",
  timeLeft: (minutes) => (minutes === 1 ? "1 minute left" : `${minutes} minutes left`),
  moreTime: "I need more time",
  consent: {
    lead: (project) => `${project} asks you to confirm who you are.`,
    points: {
      face: [
        "We take one photo of your face.",
        "A computer program and, if need be, a person compare it with your photo in the state registry.",
        "If they match, your data is sent only to the organisation that requested it.",
      ],
      document: [
        "You take photos of your document and your face.",
        "A computer program and, if need be, a person compare them.",
        "Your data is sent only to the organisation that requested it.",
      ],
      liveness: [
        "We take three photos of your face: looking straight ahead and with your head turned.",
        "A computer program compares them, and a person checks that you are really in front of the camera.",
        "The result is sent only to the organisation that requested it.",
      ],
      call: [
        "You talk to an agent. Have your document ready.",
        "They compare you with the document and record your data.",
        "Your data is sent only to the organisation that requested it.",
      ],
    },
    signs: "You read a document and sign it electronically with a one-time code.",
    kept: (project, days) => `${project} keeps the pictures for ${days === 1 ? "1 day" : `${days} days`}.`,
    privacy: (project) => `How ${project} protects your data`,
    agree: "I agree, continue",
    cancel: "I don't agree",
  },
  capture: {
    pictures: {
      face: {
        heading: "Take a selfie",
        hint: "Look straight ahead, in good light. Take off glasses and headwear.",
      },
      document_front: {
        heading: "Front of your document",
        hint: "Lay it on a flat surface. All four corners and the text must be visible.",
      },
      document_back: {
        heading: "Back of your document",
        hint: "Turn it over. All four corners and the text must be visible.",
      },
      selfie: {
        heading: "Take a selfie",
        hint: "Look straight ahead, in good light. Take off glasses and headwear.",
      },
      pose_front: {
        heading: "Look straight ahead",
        hint: "Keep your whole face in the frame, with light from the front. Take off glasses and headwear.",
      },
      pose_left: {
        heading: "Turn your head to the left",
        hint: "Only a little: keep both eyes in the frame.",
      },
      pose_right: {
        heading: "Turn your head to the right",
        hint: "Only a little: keep both eyes in the frame.",
      },
    },
    step: (n, of) => `Photo ${n} of ${of}`,
    take: "Take photo",
    retake: "Retake",
    send: "Send",
    upload: "Choose a photo",
    sending: "Sending…",
    cancel: "Cancel the check",
    cancelQuestion: "Cancel the check? You can't continue it later.",
    cancelYes: "Yes, cancel",
    cancelNo: "Keep going",
  },
  document: {
    heading: "Which document will you show?",
    hint: "It must still be valid.",
    passport: "Passport",
    idCard: "Identity card",
  },
  call: {
    heading: "Ready to talk?",
    hint: "Get your document and find a bright, quiet place. Press the button to join the queue for an agent.",
    code: "Your code",
    codeHint: "Tell it to the agent.",
    join: "I'm ready",
    documentExpired: "My document has expired",
  },
  desk: {
    waiting: {
      heading: "Waiting for an agent",
      body: "Keep this page open. An agent will be with you soon.",
    },
    here: {
      heading: "An agent is with you",
      body: "Follow the agent's instructions. This page updates automatically after the call.",
    },
  },
  test: {
    heading: "Test mode: choose the outcome",
    success: "Success",
    failure: "Failure",
    operator: "An operator decides",
  },
  waiting: {
    heading: "Check in progress",
    body: "This usually takes a few minutes. You can leave this page open. It updates automatically.",
  },
  ended: {
    succeeded: { heading: "Confirmed", body: () => "Thank you. Your identity has been confirmed." },
    done: {
      heading: "Already done",
      body: () => "This check was completed and your identity was confirmed.",
    },
    failed: {
      heading: "Not confirmed",
      body: (project) => `We could not confirm your identity. Contact ${project}.`,
    },
    aborted: { heading: "Cancelled", body: () => "The check was cancelled. No data was shared." },
    expired: {
      heading: "Time is up",
      body: (project) => `This check has expired. Start a new one at ${project}.`,
    },
    redirecting: (host) => `Taking you to ${host} in a few seconds.`,
    proceed: "Continue",
    back: (project) => `Back to ${project}`,
    close: "You can close this page.",
    elsewhere: "The other device continues automatically.",
  },
  reasons,
  retakes,
  retake: "One more photo, please",
  problems: {
    link: {
      heading: "This link doesn't work",
      body: "It may be incomplete, or the check no longer exists. Go back and open it again.",
      back: "Go back",
    },
    offline: "No connection. Check your network and try again.",
    picture: "This photo can't be used. Use a sharp, well-lit JPEG or PNG.",
    repeated: "This photo has been sent already. Take a new one.",
    tooLarge: "This photo is too large. Choose one under 6 MB.",
    tooManyPhotos: "Too many photos. Wait a moment and try again.",
    tooOften: "Too many requests right now. Wait a moment and try again.",
    other: "Something went wrong on our side. Try again.",
    again: "Try again",
  },
};
