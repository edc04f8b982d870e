/**
 * Where the bytes of pictures and documents are: in their row, or in a bucket of S3-compatible
 * storage. Writers always store the sealed box in its column, in their own transaction; once it has
 * rested for a while, `startMoving` copies it to the bucket, reads it back, and leaves a reference of
 * 57 bytes in the column. Readers pass what the column holds through `boxOf`, then unseal it.
 *
 *     const files = createFiles(bucket); // null: no bucket is configured
 *     const picture = key.unseal(await files.boxOf(row.imageSealed), context);
 *
 * Objects have random names and hold what the person's key has sealed, so that destroying the key
 * erases them as well. A trigger notes which objects no row refers to any more; they are removed.
 */
export { FilesUnavailable } from "./contract.ts";
export { createFiles, type Files, inTables } from "./files.ts";
export { watchFiles } from "./metrics.ts";
export { fileInBucket } from "./moving/places.ts";
export { startMoving } from "./moving/worker.ts";
export { type BucketSettings, openBucket } from "./s3/bucket.ts";
export { credentialsFile } from "./s3/credentials.ts";
