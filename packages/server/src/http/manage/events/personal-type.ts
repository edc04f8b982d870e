import { eventDefinition, isEventType } from "@countersign/wire";

/** Whether events of this type contain personal data. A type that this version doesn't know counts as personal. */
export function isPersonal(type: string): boolean {
  return !isEventType(type) || eventDefinition(type).personal;
}
