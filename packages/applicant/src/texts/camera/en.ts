import type { CameraTexts } from "./camera-texts.ts";

export const en: CameraTexts = {
  primer: "Your browser will ask for the camera. Choose Allow.",
  byItself: "The picture is taken automatically when it is sharp.",
  hints: {
    aim: "Fit the document to the frame",
    closer: "Move a little closer",
    farther: "Move a little away",
    centre: "Move to the middle",
    glare: "Tilt it away from the light",
    hold: "Hold still",
    light: "Find more light",
    turnOver: "Turn the document over",
    taking: "Hold still, taking the picture",
    good: "Looks good",
    noFace: "Look into the camera",
    oneFace: "Only you, please",
    straight: "Look straight ahead",
    turnMore: "A little more",
  },
  poses: { label: "Poses", straight: "Straight", left: "Left", right: "Right", done: "done" },
  review: {
    document: "Is it sharp, complete and free of glare?",
    face: "Is your whole face sharp and well lit?",
    number: "Document number",
    validUntil: "Valid until",
  },
  trouble: {
    blocked: { heading: "Your browser is blocking the camera", body: "Three steps set it right." },
    busy: {
      heading: "Another program is using the camera",
      body: "Close other apps and tabs that use the camera, such as video calls. Then try again.",
    },
    none: {
      heading: "No camera found",
      body: "Connect a camera, or continue on a device that has one.",
    },
    unsupported: {
      heading: "This browser can't use the camera",
      body: "Open this page in Safari, Chrome or Firefox.",
    },
  },
  allow: {
    android: [
      "Tap the icon next to the address.",
      "Open Permissions and allow the camera.",
      "Come back here and try again.",
    ],
    desktop: [
      "Click the icon to the left of the address.",
      "Switch Camera on.",
      "Try again; if nothing happens, reload the page.",
    ],
    ios: [
      "Tap the icon to the left of the address.",
      "Open Website Settings and set Camera to Allow.",
      "Come back here and try again.",
    ],
    mac: [
      "In the menu, open Safari, Settings for This Website.",
      "Set Camera to Allow.",
      "Come back here and try again.",
    ],
    firefox: [
      "Click the crossed-out camera next to the address.",
      "Remove the block.",
      "Try again, and choose Allow.",
    ],
    inApp: [
      "This app's own browser may not use the camera.",
      "Copy the link.",
      "Open it in Safari, Chrome or Firefox.",
    ],
  },
  handoff: {
    heading: "Continue on your phone",
    lead: "Its camera takes better pictures. This page follows along.",
    steps: [
      "Point your phone's camera at the code.",
      "Tap the link it shows.",
      "Keep this page open: it finishes automatically.",
    ],
    code: "QR code of the link for your phone",
    waiting: "Waiting for your phone",
    taken: {
      heading: "Continue on your phone",
      body: "Your phone has the check. This page finishes automatically.",
    },
    renew: "Show a new code",
    here: "Use this device instead",
  },
  again: "Try again",
  copy: "Copy the link",
  copied: "Copied",
};
