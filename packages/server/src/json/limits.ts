/** How much JSON is taken from others: what is beyond it is refused before anything walks it. */
export interface JsonLimits {
  /** Objects and arrays within one another. */
  depth: number;
  /** Values in all: members, items, and what holds them. */
  values: number;
}

/** Of a text that is not parsed yet. */
export interface TextLimits extends JsonLimits {
  /**
   * Members of all objects. One costs some 1.5 µs to parse, check and copy where its name is new, thirty times what an item
   * of an array costs: 400,000 of them stopped the event loop for 0.7 s.
   */
  members: number;
}

export interface ValueLimits extends JsonLimits {
  /** Characters of all texts and names together. */
  characters: number;
}

/** What is too much, and where. Holds no value. */
export interface JsonProblem {
  /** Dotted path; empty for the whole. */
  field: string;
  problem: string;
}

/** Of one event's payload, and so of what templates and conditions work over. */
export const payloadLimits: ValueLimits = { depth: 64, values: 20_000, characters: 1024 * 1024 };
/** Of what integrators attach to a session, which goes out in every event about it. */
export const metadataLimits: ValueLimits = { depth: 32, values: 5_000, characters: 256 * 1024 };
/** Of a request's body: a payload and what stands around it. */
export const requestLimits: TextLimits = {
  depth: payloadLimits.depth + 4,
  values: 100_000,
  members: 25_000,
};
/** Of the body of `POST /events/batch`: 1,000 events of 500 values, a hundred of them members. */
export const batchLimits: TextLimits = { depth: requestLimits.depth, values: 500_000, members: 100_000 };
/** Of a hook's answer. */
export const answerLimits: TextLimits = {
  depth: payloadLimits.depth + 4,
  values: 20_000,
  members: 20_000,
};

export function tooDeep({ depth }: JsonLimits): string {
  return `is nested deeper than ${depth} levels`;
}

export function tooManyMembers({ members }: TextLimits): string {
  return `holds more than ${members} members`;
}

export function tooMany({ values }: JsonLimits): string {
  return `holds more than ${values} values`;
}
