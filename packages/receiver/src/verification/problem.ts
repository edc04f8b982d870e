/** The message is not from the sender, or not from now. */
export type ForgeryProblem =
  | { code: "missing-header"; header: string }
  | { code: "malformed-header"; header: string }
  | { code: "timestamp-too-old" }
  | { code: "timestamp-too-new" }
  | { code: "wrong-signature" };

/** The message is genuine, but can't be read. */
export type ContentProblem =
  | { code: "not-json" }
  /** none of the five formats: a webhook whose body is a template of your own, perhaps */
  | { code: "unknown-format" }
  | { code: "unknown-type"; type: string };
