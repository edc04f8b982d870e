/** The event's subject was erased before the event could be recorded. Nothing of it was. */
export class ErasedSubject extends Error {
  override name = "ErasedSubject";
}
