import type { About } from "../rendering/index.ts";

/**
 * A message whose body is not rendered yet, or was not when its event was recorded. Within a
 * transaction nothing is rendered and no condition is evaluated: the worker that sends it does
 * both, and then persists the body.
 */
export type Unrendered =
  /** The webhook's template is yet to render it. */
  | { kind: "to-make"; about: About }
  /** The template took too long or too much memory. Only a requested resend tries that again. */
  | { kind: "refused"; about: About }
  /**
   * The webhook's condition is yet to be evaluated. `body` null: then its template renders the
   * body.
   */
  | { kind: "undecided"; about: About; body: string | null }
  /** Rendered since: every further attempt sends the same. */
  | { kind: "made"; body: string };

const mark = ":unrendered";

/** The name of such a message's encoding, for one webhook. */
export function unrenderedEncoding(format: string, webhookId: string): string {
  return `${format}:${webhookId}${mark}`;
}

export function isUnrendered(encoding: string): boolean {
  return encoding.endsWith(mark);
}

/** JSON of an object begins with `{`: a different character before it says which kind it is. */
const marks = { refused: "!", undecided: "?", made: "=" } as const;

/** As it is stored instead of a body. */
export function writeUnrendered(unrendered: Unrendered): string {
  switch (unrendered.kind) {
    case "to-make":
      return JSON.stringify(unrendered.about);
    case "refused":
      return marks.refused + JSON.stringify(unrendered.about);
    case "undecided": {
      const { about, body } = unrendered;
      return marks.undecided + JSON.stringify({ about, body });
    }
    case "made":
      return marks.made + unrendered.body;
  }
}

/** Reads what `writeUnrendered` wrote. */
export function readUnrendered(text: string): Unrendered {
  const rest = text.slice(1);
  switch (text[0]) {
    case marks.refused:
      return { kind: "refused", about: JSON.parse(rest) as About };
    case marks.undecided:
      return { kind: "undecided", ...(JSON.parse(rest) as { about: About; body: string | null }) };
    case marks.made:
      return { kind: "made", body: rest };
    default:
      return { kind: "to-make", about: JSON.parse(text) as About };
  }
}
