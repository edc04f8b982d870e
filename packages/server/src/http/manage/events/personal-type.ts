import { eventDefinition, isEventType } from "@countersign/wire";

/** Whether events of this type hold personal data. A type that this version doesn't know (any more) is taken to. */
export function isPersonal(type: string): boolean {
  return !isEventType(type) || eventDefinition(type).personal;
}
