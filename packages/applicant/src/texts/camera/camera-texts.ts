import type { BrowserKind } from "../../camera/browser.ts";
import type { CameraTrouble } from "../../camera/open-camera.ts";
import type { Hint } from "../../guide/hints.ts";

/** The texts of the steps with a camera, which are loaded with them. */
export interface CameraTexts {
  /** While the browser asks. */
  primer: string;
  byItself: string;
  hints: Record<Hint, string>;
  poses: { label: string; straight: string; left: string; right: string; done: string };
  review: { document: string; face: string; number: string; validUntil: string };
  trouble: Record<CameraTrouble, { heading: string; body: string }>;
  /** How to allow the camera, step by step. */
  allow: Record<BrowserKind, readonly string[]>;
  handoff: {
    heading: string;
    lead: string;
    steps: readonly string[];
    code: string;
    waiting: string;
    taken: { heading: string; body: string };
    renew: string;
    here: string;
  };
  again: string;
  copy: string;
  copied: string;
}
