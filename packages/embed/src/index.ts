import { CountersignSession, type CountersignSessionEvents } from "./countersign-session.ts";

export type { Greeting, PageMessage, SessionOutcome, SessionStep } from "./messages.ts";
/** Importing this module defines `<countersign-session>`, in a browser. */
export { CountersignSession, type CountersignSessionEvents };

declare global {
  interface HTMLElementTagNameMap {
    "countersign-session": CountersignSession;
  }
}

const elements = globalThis.customElements;
if (elements !== undefined && elements.get("countersign-session") === undefined)
  elements.define("countersign-session", CountersignSession);
