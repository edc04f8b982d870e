/** A complete PDF file of one empty page; `mark` makes it a different file. */
export function pdfForTest(mark = ""): Buffer {
  const objects = [
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n",
  ];
  let body = `%PDF-1.4\n%${mark}\n`;
  const offsets = objects.map((object) => {
    const at = Buffer.byteLength(body);
    body += object;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 4\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${Buffer.byteLength(body)}\n%%EOF\n`;
  return Buffer.from(body + table + trailer);
}
