import type { ReviewPicture } from "@countersign/wire";
import * as z from "zod";
import { audit } from "../../../access/index.ts";
import { inspectImage } from "../../../images/index.ts";
import { findSession, type Review, sessionCaptures, sessionPerson } from "../../../verification/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { binarySchema } from "../../openapi/route-schema.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { visibleReview } from "./visible-review.ts";

const pictureParams = z.object({
  id: idParams.shape.id,
  name: z
    .string()
    .describe("Name of the picture: the kind of capture, or `registry`.")
    .meta({ examples: ["selfie"] }),
});

/** The pictures of a review as bytes, so that a browser need not read base64. */
export function registerReviewPictures(app: App, deps: HttpDeps): void {
  app.get(
    "/reviews/:id/pictures/:name",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "getReviewPicture",
        summary: "Read a picture of a review",
        description: "Returns one of the review's `pictures`; leaves an audit record.",
        params: pictureParams,
        sends: {
          200: {
            description: "The picture.",
            content: { "image/png": binarySchema, "image/jpeg": binarySchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { id, name } = request.params;
      const actor = actorOf(request);
      const review = await visibleReview(deps, actor, id);
      // Written before anything personal is read: no look goes unrecorded.
      const { projectId, id: target } = review;
      await audit(deps, deps.db, { actor, action: "review.picture", projectId, target });
      const bytes = await pictureNamed(deps, review, name);
      const seen = bytes && inspectImage(bytes);
      if (!seen?.ok) throw refuse("not_found", "There is no such picture, or the person was erased.");
      reply.header("cache-control", "no-store");
      return reply.type(seen.type).send(bytes);
    },
  );
}

/** The pictures by their addresses; those that a browser could not show are left out. */
export function picturesOf(
  review: Review,
  captures: Awaited<ReturnType<typeof sessionCaptures>>,
  person: Awaited<ReturnType<typeof sessionPerson>>,
): ReviewPicture[] {
  const photo = person?.record.photo;
  const all = [
    ...captures.map(({ kind, bytes, createdAt, source }) => ({
      name: kind as string,
      bytes,
      takenAt: createdAt,
      source,
    })),
    ...(photo
      ? [{ name: "registry", bytes: Buffer.from(photo, "base64"), takenAt: null, source: null }]
      : []),
  ];
  return all.flatMap(({ name, bytes, takenAt, source }) => {
    const seen = inspectImage(bytes);
    if (!seen.ok) return [];
    const { type: contentType, width, height } = seen;
    const url = `/manage/v1/reviews/${review.id}/pictures/${name}`;
    const times = { takenAt: takenAt?.toISOString() ?? null };
    return [{ name, contentType, width, height, bytes: bytes.length, source, ...times, url }];
  });
}

async function pictureNamed(deps: HttpDeps, review: Review, name: string): Promise<Buffer | null> {
  const session = review.sessionId && (await findSession(deps, deps.db, null, review.sessionId));
  if (!session) return null;
  if (name === "registry") {
    const photo = (await sessionPerson(deps, deps.db, session))?.record.photo;
    return photo ? Buffer.from(photo, "base64") : null;
  }
  const captures = await sessionCaptures(deps, deps.db, session);
  return captures.find(({ kind }) => kind === name)?.bytes ?? null;
}
