/** What `documentNumber` may be on the wire: the mask and at most four characters of the number. */
export const maskedDocumentPattern = /^\*{4}[\p{L}\p{N}]{0,4}$/u;

/**
 * A document's number as Love&Pay shows it: `****` and the last four letters or digits. A number of
 * four or fewer is masked completely, as its end would be all of it.
 */
export function maskDocumentNumber(number: string): string {
  const characters = [...number].filter((character) => /[\p{L}\p{N}]/u.test(character));
  return `****${characters.length > 4 ? characters.slice(-4).join("") : ""}`;
}
