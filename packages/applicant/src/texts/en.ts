import type { Texts } from "./texts.ts";

export const en: Texts = {
  title: "Identity check",
  timeLeft: (clock) => `${clock} left`,
  consent: {
    lead: (project) => `${project} asks you to confirm who you are.`,
    points: {
      face: [
        "We take one picture of your face.",
        "It is compared with the picture in the state registry.",
        "If they match, your data goes to the organisation that asked, and to nobody else.",
      ],
      document: [
        "You take pictures of your document and of your face.",
        "A person compares them.",
        "Your data goes to the organisation that asked, and to nobody else.",
      ],
      liveness: [
        "We take three pictures of your face: straight ahead and with your head turned.",
        "A person checks that somebody alive is in front of the camera.",
        "The result goes to the organisation that asked, and to nobody else.",
      ],
      call: [
        "An agent talks to you. Keep your document at hand.",
        "They compare you with the document and write down your data.",
        "Your data goes to the organisation that asked, and to nobody else.",
      ],
    },
    agree: "I agree, continue",
    cancel: "I don't agree",
  },
  capture: {
    pictures: {
      face: {
        heading: "A picture of your face",
        hint: "Look straight ahead, in good light. Take off glasses and headwear.",
      },
      document_front: {
        heading: "Your document: the front",
        hint: "Lay it on a flat surface. All four corners and the text must be seen.",
      },
      document_back: {
        heading: "Your document: the back",
        hint: "Turn it over. All four corners and the text must be seen.",
      },
      selfie: {
        heading: "A picture of your face",
        hint: "Look straight ahead, in good light. Take off glasses and headwear.",
      },
      pose_front: {
        heading: "Look straight ahead",
        hint: "Your whole face in the picture, light from the front. Take off glasses and headwear.",
      },
      pose_left: {
        heading: "Turn your head to the left",
        hint: "Only a little, so that both eyes stay in the picture.",
      },
      pose_right: {
        heading: "Turn your head to the right",
        hint: "Only a little, so that both eyes stay in the picture.",
      },
    },
    step: (n, of) => `Picture ${n} of ${of}`,
    take: "Take the picture",
    retake: "Take another",
    send: "Send",
    upload: "Choose a picture",
    noCamera: "The camera can't be used here. Choose a picture instead.",
    sending: "Sending…",
    cancel: "Cancel the check",
    cancelQuestion: "Cancel the check? It can't be continued afterwards.",
    cancelYes: "Yes, cancel",
    cancelNo: "No, go on",
  },
  document: {
    heading: "Which document will you show?",
    hint: "It must still be valid.",
    passport: "Passport",
    idCard: "Identity card",
  },
  call: {
    heading: "Ready to talk?",
    hint: "Take your document and find a bright, quiet place. With the button you join the queue for an agent.",
    code: "Your code",
    codeHint: "Tell it to the agent.",
    join: "I'm ready",
    documentExpired: "My document has expired",
  },
  desk: {
    waiting: {
      heading: "Waiting for an agent",
      body: "Keep this page open: somebody will be with you soon.",
    },
    here: {
      heading: "An agent is with you",
      body: "Do as they say. After the talk this page goes on by itself.",
    },
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
    picture: "This picture can't be used. Take another, sharp and well lit, as JPEG or PNG.",
    tooLarge: "This picture is too large. Choose one under 6 MB.",
    tooOften: "Too many pictures in a row. Wait a little and try again.",
    other: "Something went wrong on our side. Try again.",
    again: "Try again",
  },
};
