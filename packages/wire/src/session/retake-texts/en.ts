import type { RetakeTexts } from "../retakes.ts";

export const retakeTexts: RetakeTexts = {
  unreadable: {
    reason: "The photo can't be read.",
    advice: "Lay the document flat in even light, fill the frame, and keep the bottom lines visible.",
  },
  glare: {
    reason: "Glare covers part of the document.",
    advice: "Tilt it a little, away from the lamp, and switch the flash off.",
  },
  blurred: {
    reason: "The photo is blurred.",
    advice: "Wipe the lens, hold the phone still, and wait until the picture is sharp.",
  },
  too_dark: { reason: "The photo is too dark.", advice: "Turn towards a window or switch on a lamp." },
  too_bright: {
    reason: "The photo is overexposed.",
    advice: "Move out of direct light and switch the flash off.",
  },
  too_small: { reason: "The photo is too small.", advice: "Move closer, so that the frame is filled." },
  cut_off: {
    reason: "Part of it is missing or covered.",
    advice: "Keep everything inside the frame, without fingers over it.",
  },
  wrong_side: {
    reason: "This is the other side of the document.",
    advice: "Turn the document over and take the side that is asked for.",
  },
  not_original: {
    reason: "This is a copy or a photo of a screen.",
    advice: "Take a photo of the document itself.",
  },
  no_face: {
    reason: "We can't see a face.",
    advice: "Hold the phone at eye level, with your whole face in the frame and light from the front.",
  },
  several_faces: {
    reason: "There is more than one face.",
    advice: "Be alone in the frame, without pictures of other people behind you.",
  },
  face_unclear: {
    reason: "Your face is hard to see.",
    advice: "Come closer, face the light, and take off glasses and headwear.",
  },
  repeated: { reason: "This photo has been sent already.", advice: "Take a new photo for this step." },
};
