/** Limits of JSON from outside: what exceeds them is refused before anything walks it. */
export interface JsonLimits {
  /** Nesting of objects and arrays. */
  depth: number;
  /** Values in all: members, items, and their containers. */
  values: number;
}

/** For a text that is not parsed yet. */
export interface TextLimits extends JsonLimits {
  /**
   * Members of all objects. One costs some 1.5 µs to parse, check and copy if its name is new,
   * thirty times as much as an array item: 400,000 of them blocked the event loop for 0.7 s.
   */
  members: number;
}

export interface ValueLimits extends JsonLimits {
  /** Characters of all strings and names together. */
  characters: number;
}

/** What exceeds a limit, and where. Contains no value. */
export interface JsonProblem {
  /** Dotted path; empty for the whole document. */
  field: string;
  problem: string;
}

/** For one event's payload, and so for the input of templates and conditions. */
export const payloadLimits: ValueLimits = { depth: 64, values: 20_000, characters: 1024 * 1024 };
/** For what integrators attach to a session, which is sent in every event about it. */
export const metadataLimits: ValueLimits = { depth: 32, values: 5_000, characters: 256 * 1024 };
/** For a request's body: a payload and what is around it. */
export const requestLimits: TextLimits = {
  depth: payloadLimits.depth + 4,
  values: 100_000,
  members: 25_000,
};
/** For the body of `POST /events/batch`: 1,000 events of 500 values, a hundred of them members. */
export const batchLimits: TextLimits = { depth: requestLimits.depth, values: 500_000, members: 100_000 };
/** For a hook's response. */
export const answerLimits: TextLimits = {
  depth: payloadLimits.depth + 4,
  values: 20_000,
  members: 20_000,
};

export function tooDeep({ depth }: JsonLimits): string {
  return `is nested deeper than ${depth} levels`;
}

export function tooManyMembers({ members }: TextLimits): string {
  return `contains more than ${members} members`;
}

export function tooMany({ values }: JsonLimits): string {
  return `contains more than ${values} values`;
}
