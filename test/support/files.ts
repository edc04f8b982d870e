import { encodePng } from "../../examples/demo/people/png.ts";

/** A grey square picture with sides of that many pixels. */
export function pictureForTest(side: number): Buffer<ArrayBuffer> {
  return Buffer.from(encodePng(side, side, new Uint8Array(side * side), [[128, 128, 128]]));
}

/** A complete PDF file with one empty page; each `mark` makes a different file. */
export function pdfForTest(mark: string): Buffer {
  const objects = [
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n",
  ];
  const body = `%PDF-1.4\n%${mark}\n${objects.join("")}`;
  const entries = objects.map((object) => `${String(body.indexOf(object)).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n0 4\n0000000000 65535 f \n${entries.join("")}`;
  return Buffer.from(`${body}${table}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`);
}
