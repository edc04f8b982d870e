import type * as z from "zod";

/** A text of the catalog: operators read it in the console in one of these languages. */
export interface CatalogText {
  ru: string;
  en: string;
}

/** The native wire formats of event families. */
export type NativeDialect = "able-id" | "love-and-pay" | "treezor" | "rarus" | "standard";

/** Whose public id an event's `subject` is. Events of one subject carry a rising sequence. */
export type SubjectKind =
  | "session"
  | "user"
  | "document"
  | "order"
  | "delivery-service"
  | "subscription"
  | "webhook"
  | "delivery";

/** The definition of one event type. */
export interface EventDefinition<Type extends string, Payload extends z.ZodObject> {
  type: Type;
  /** refuses unknown fields; its key order is the order on the wire */
  payload: Payload;
  title: CatalogText;
  description: CatalogText;
  /** an invented occurrence that satisfies `payload` */
  example: z.output<Payload>;
  dialect: NativeDialect;
  subject: SubjectKind;
  /** whether the payload holds personal data; such events go to static addresses only */
  personal: boolean;
  /**
   * announced before it happens: webhooks may allow, deny or change it (modes `gate` and
   * `gate_apply`)
   */
  before?: true;
}

/** Declares an event type; only ties the example's type to the payload's. */
export function defineEvent<const Type extends string, Payload extends z.ZodObject>(
  definition: EventDefinition<Type, Payload>,
): EventDefinition<Type, Payload> {
  return definition;
}

/** Declares an event type that is announced before it happens. */
export function defineBeforeEvent<const Type extends string, Payload extends z.ZodObject>(
  definition: Omit<EventDefinition<Type, Payload>, "before">,
): EventDefinition<Type, Payload> & { before: true } {
  return { ...definition, before: true };
}
