import type { About } from "../rendering/index.ts";

/**
 * A message whose body is not made yet, or was not when its event was recorded. Within a transaction nothing is rendered and no
 * condition is evaluated: both are done by the worker that sends it, which then keeps what it made.
 */
export type Unrendered =
  /** The webhook's template is to make it. */
  | { kind: "to-make"; about: About }
  /** The template took too long or too much. Nothing tries that again but a resend that somebody asks for. */
  | { kind: "refused"; about: About }
  /** Whether the webhook's condition is met is to be found out first. `body` null: its template then makes the body. */
  | { kind: "undecided"; about: About; body: string | null }
  /** Made since: every further attempt sends the same. */
  | { kind: "made"; body: string };

const mark = ":unrendered";

/** What the encoding of such a message is called, for one webhook. */
export function unrenderedEncoding(format: string, webhookId: string): string {
  return `${format}:${webhookId}${mark}`;
}

export function isUnrendered(encoding: string): boolean {
  return encoding.endsWith(mark);
}

/** JSON of an object begins with `{`: one other character before it says which kind it is. */
const marks = { refused: "!", undecided: "?", made: "=" } as const;

/** As it is stored, in place of a body. */
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

/** What `writeUnrendered` wrote. */
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
