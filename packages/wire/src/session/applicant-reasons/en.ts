import type { ApplicantReasonTexts } from "./texts.ts";

export const reasons: ApplicantReasonTexts = {
  face_not_matched: {
    reason: "Your face did not match the photo in the registry.",
    advice: "Try again in good light, without glasses or headwear, and look straight ahead.",
  },
  photo_unusable: {
    reason: "The picture was not clear enough.",
    advice: "Wipe the lens, hold the phone still, and face the light.",
  },
  not_live: {
    reason: "We could not see that a person was in front of the camera.",
    advice: "Take the pictures yourself with the camera, not from a screen or a print.",
  },
  registry_photo_missing: {
    reason: "The registry has no photo to compare with.",
    advice: "Ask the organisation for another way to confirm who you are.",
  },
  document_expired: {
    reason: "Your document has expired.",
    advice: "Use another document that is still valid.",
  },
  document_unreadable: {
    reason: "We could not read your document.",
    advice: "Lay it flat in daylight, without glare, and fill the frame.",
  },
  document_mismatch: {
    reason: "The data did not match your document.",
    advice: "Check the data that you gave the organisation, then try again.",
  },
  unsupported_document: {
    reason: "This kind of document is not accepted.",
    advice: "Use your passport or identity card.",
  },
  selfie_mismatch: {
    reason: "Your face did not match the photo in the document.",
    advice: "Use your own document, and take the selfie in good light without glasses or headwear.",
  },
  face_not_shown: {
    reason: "Your whole face was not visible.",
    advice: "Keep it inside the frame, without a mask, glasses or headwear.",
  },
  poor_lighting: {
    reason: "The light was too poor.",
    advice: "Turn towards a window or a lamp, so that the light falls on your face.",
  },
  identity_mismatch: {
    reason: "You are not the person whom the organisation expected.",
    advice: "Check the data that you gave the organisation, then try again.",
  },
  signature_code_wrong: {
    reason: "The code was wrong three times.",
    advice: "Start again, and check that the organisation has your current number or address.",
  },
  simulated: {
    reason: "Failure was chosen in test mode.",
    advice: "In a live project the reason and advice appear here.",
  },
};
