/** The whole body; of one that is longer than `maxBytes`, some more than that, without reading on. */
export async function readBody(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) {
      body.destroy();
      break;
    }
  }
  return Buffer.concat(chunks, length);
}

/** The code in an error's XML, such as `NoSuchKey`; null if there is none. */
export function refusalCode(xml: string): string | null {
  return /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(xml)?.[1] ?? null;
}
