/** An event of somebody who was erased before it could be recorded. Nothing of it was. */
export class ErasedSubject extends Error {
  override name = "ErasedSubject";
}
