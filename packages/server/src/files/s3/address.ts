/** How an object's address is made. */
export interface Addressing {
  /** Scheme, host and port, and a path if the storage has one: `https://s3.example.com`. */
  endpoint: string;
  bucket: string;
  /** What all names begin with, such as `countersign/`; may be empty. */
  prefix: string;
  /** `path`: `https://host/bucket/name`; `host`: `https://bucket.host/name`. */
  style: "path" | "host";
}

export function objectUrl({ endpoint, bucket, prefix, style }: Addressing, name: string): URL {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, "");
  if (style === "host") url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = style === "host" ? `${base}/${prefix}${name}` : `${base}/${bucket}/${prefix}${name}`;
  return url;
}
