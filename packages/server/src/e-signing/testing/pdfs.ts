import { PDF, PdfDict, PdfName, PdfNumber, PdfString, StandardFonts } from "@libpdf/core";

/** An invented agreement. */
export async function pdfForTest({
  pages = 2,
  password,
  script,
  linearized = false,
}: {
  pages?: number;
  password?: string;
  script?: string;
  linearized?: boolean;
} = {}): Promise<Buffer> {
  const pdf = PDF.create();
  for (let number = 1; number <= pages; number++)
    pdf.addPage({ size: "a4" }).drawText(`Account agreement, page ${number}`, {
      x: 60,
      y: 760,
      size: 18,
      font: StandardFonts.Helvetica,
    });
  if (password !== undefined) pdf.setProtection({ userPassword: password, ownerPassword: password });
  if (script !== undefined)
    pdf.context.catalog
      .getDict()
      .set(
        "OpenAction",
        pdf.context.register(PdfDict.of({ S: PdfName.of("JavaScript"), JS: PdfString.fromString(script) })),
      );
  // A linearized file says so in its first object: the library writes none, so a key of the same length is renamed.
  const { context } = pdf;
  if (linearized)
    context.catalog
      .getDict()
      .getDict("Pages", (ref) => context.resolve(ref))
      ?.set("Placeholde", PdfNumber.of(1));
  const bytes = Buffer.from(await pdf.save());
  return linearized
    ? Buffer.from(bytes.toString("latin1").replace("/Placeholde", "/Linearized"), "latin1")
    : bytes;
}
