import type { Random } from "../random.ts";
import { pdfFile, pngPicture } from "../world/files.ts";
import type { Known } from "../world/known.ts";
import type { Auth, Body, FormPart, Route } from "./route.ts";

type MakeBody = (random: Random, known: Known) => Body;
type MakeText = (random: Random, known: Known) => Record<string, string>;

const none: MakeBody = () => ({ kind: "none" });
const json = (make: (random: Random, known: Known) => unknown): MakeBody => {
  return (random, known) => ({ kind: "json", value: make(random, known) });
};

function route(
  name: string,
  auth: readonly Auth[],
  body: MakeBody = none,
  query: MakeText = () => ({}),
): Route {
  const [method = "", path = ""] = name.split(" ");
  return { name, method, path, auth, body, query };
}

const transaction = (random: Random) => `fuzz-${random.below(2 ** 30)}`;
const attempt = (random: Random, known: Known) => known.pick(random, "attempt");
const resident = { pinfl: "12345678901234", birthDate: "01.01.2000" };
const foreigner = { document: "AB12345678" };

/** The able-id calls: credentials are in the body, the sender adds them. */
const ableId: readonly Route[] = [
  ...["", "/verification"].flatMap((kind) => [
    route(
      `POST /check/start${kind}/second`,
      ["able-id"],
      json((random, known) => ({
        transactionId: transaction(random),
        ...resident,
        lang: random.pick(["ru", "en", "uz", "oz"]),
        hooks: random.chance(0.3) ? [known.pick(random, "url")] : [],
      })),
    ),
    route(
      `POST /check/start${kind}/foreign`,
      ["able-id"],
      json((random) => ({
        transactionId: transaction(random),
        ...foreigner,
      })),
    ),
  ]),
  route(
    "POST /check/start_direct",
    ["able-id"],
    json((random) => ({ transactionId: transaction(random) })),
  ),
  ...["get_passport", "get_person"].map((call) =>
    route(
      `POST /check/${call}`,
      ["able-id"],
      json((random, known) => ({ ...resident, attemptId: attempt(random, known) })),
    ),
  ),
  route(
    "POST /check/registration",
    ["able-id"],
    json((random, known) => ({ attemptId: attempt(random, known), pinfl: resident.pinfl })),
  ),
  route(
    "POST /check/get_photo",
    ["able-id"],
    json((random, known) => ({ attemptId: attempt(random, known) })),
  ),
  route(
    "POST /check/get_foreign_person",
    ["able-id"],
    json((random, known) => ({ ...foreigner, attemptId: attempt(random, known) })),
  ),
  route(
    "POST /check/get_person_direct",
    ["able-id"],
    json((random, known) => ({
      ...resident,
      attemptId: attempt(random, known),
      photo: pngPicture.toString("base64"),
    })),
  ),
  route(
    "POST /check/get_foreign_direct",
    ["able-id"],
    json((random, known) => ({
      ...foreigner,
      attemptId: attempt(random, known),
      photo: pngPicture.toString("base64"),
    })),
  ),
  route("GET /check/dictionaries/document-types", ["none"]),
];

const loveAndPay: readonly Route[] = [
  route(
    "POST /api/v2/kyc/sessions",
    ["love-and-pay"],
    json((random) => ({
      customerId: `customer-${random.below(100)}`,
      customerEmail: "ada@countersign.test",
      language: random.pick(["ru", "en", "kk"]),
      metadata: { a: [1, null, { b: "c" }] },
    })),
  ),
  route("GET /api/v2/kyc/sessions", ["love-and-pay"], none, (random) => ({
    limit: String(1 + random.below(100)),
    offset: "0",
  })),
  route("GET /api/v2/kyc/sessions/{kyc}", ["love-and-pay"]),
  route(
    "POST /api/v1/webhooks",
    ["operator"],
    json((random, known) => ({
      url: known.pick(random, "url"),
      events: ["kyc.completed", "kyc.failed"],
    })),
  ),
  route("GET /api/v1/webhooks", ["love-and-pay"]),
  route("DELETE /api/v1/webhooks/{whk}", ["operator"]),
];

const documentFields = (random: Random, known: Known) => ({
  userId: known.pick(random, "userId") ?? "1",
  documentTypeId: random.pick(["9", "12", "17"]),
  name: "fuzz.pdf",
});

function documentBody(random: Random, known: Known): Body {
  const bytes = Buffer.concat([pdfFile, Buffer.from(`%${random.below(2 ** 30)}`)]);
  const fields = documentFields(random, known);
  if (random.chance(0.3))
    return { kind: "json", value: { ...fields, fileContentBase64: bytes.toString("base64") } };
  const parts: FormPart[] = Object.entries(fields).map(([name, value]) => ({ name, value }));
  parts.push({ name: "file", value: bytes, fileName: "fuzz.pdf", type: "application/pdf" });
  return { kind: "form", fields: parts };
}

const bearer: readonly Auth[] = ["project"];
const treezor: readonly Route[] = [
  route(
    "POST /v1/users",
    bearer,
    json((random) => ({
      email: "ada@countersign.test",
      firstname: "Ada",
      lastname: "Oak",
      birthday: "1990-12-12",
      accessTag: transaction(random),
    })),
  ),
  route("GET /v1/users", bearer, none, (random) => ({
    pageNumber: "1",
    pageCount: String(1 + random.below(50)),
  })),
  route("GET /v1/users/{userId}", bearer),
  route(
    "PUT /v1/users/{userId}",
    bearer,
    json(() => ({ firstname: "Bea" })),
  ),
  route(
    "PUT /v1/users/{userId}/Kycreview",
    bearer,
    json(() => ({})),
  ),
  ...["kycliveness", "qes", "videoconference"].flatMap((method) => [
    route(
      `POST /v1/users/{userId}/${method}`,
      bearer,
      json((random) => ({ accessTag: transaction(random) })),
    ),
    route(`GET /v1/users/{userId}/${method}`, bearer),
    route(`GET /v1/users/{userId}/${method}/{identificationId}`, bearer),
  ]),
  route("POST /v1/documents", bearer, documentBody),
  route("GET /v1/documents", bearer),
  route("GET /v1/documents/{documentId}", bearer),
  route("GET /v1/documents/{documentId}/download", bearer),
  route(
    "PUT /v1/documents/{documentId}",
    bearer,
    json(() => ({ name: "other.pdf" })),
  ),
  route("DELETE /v1/documents/{documentId}", bearer),
  route(
    "POST /settings/hooks",
    ["operator"],
    json((random, known) => ({
      url: known.pick(random, "url"),
      events: ["document.create"],
    })),
  ),
  route("GET /settings/hooks", bearer),
  route("GET /settings/hooks/{uuid}", bearer),
  route("DELETE /settings/hooks/{uuid}", ["operator"]),
  route("GET /settings/hooks/{uuid}/events", bearer),
  ...["POST", "PUT", "DELETE"].map((method) =>
    route(
      `${method} /settings/hooks/{uuid}/events`,
      ["operator"],
      json(() => ({ events: ["document.update"] })),
    ),
  ),
  route(
    "POST /retry/query",
    bearer,
    json((random) => ({
      startAt: new Date(Date.now() - 3_600_000 - random.below(1000)).toISOString(),
      endAt: new Date().toISOString(),
    })),
  ),
  route("GET /retry/query/{queryId}", bearer),
  route("POST /retry/query/{queryId}", bearer),
];

const order = (random: Random, known: Known) => ({
  userId: known.pick(random, "usr"),
  currency: "RUB",
  items: [{ sku: "tea", name: "Tea", quantity: 1 + random.below(3), price: 12_000 }],
});
const rarus: readonly Route[] = [
  ...["/organization/user/new", "/user/new"].map((path) =>
    route(
      `POST ${path}`,
      bearer,
      json((random) => ({
        firstName: "Ada",
        phone: `+7999${String(random.below(10 ** 7)).padStart(7, "0")}`,
      })),
    ),
  ),
  route(
    "POST /organization/user/{usr}",
    bearer,
    json(() => ({ firstName: "Bea" })),
  ),
  route("GET /organization/user/{usr}", bearer),
  route("GET /organization/user", bearer),
  route("DELETE /organization/user/{usr}", bearer),
  route("POST /organization/order/add", bearer, json(order)),
  route(
    "POST /organization/order/set_status",
    bearer,
    json((random, known) => ({
      id: known.pick(random, "ord"),
      status: "paid",
    })),
  ),
  route(
    "POST /organization/order/{ord}",
    bearer,
    json(() => ({ comment: "fuzz" })),
  ),
  route("GET /organization/order/{ord}", bearer),
  route("GET /organization/order", bearer),
  route("GET /organization/order/statuses", bearer),
  route(
    "POST /user/order/add",
    bearer,
    json((random, known) => {
      const { userId: _, ...rest } = order(random, known);
      return rest;
    }),
  ),
  route(
    "POST /user/order/{ord}",
    bearer,
    json(() => ({ comment: "fuzz" })),
  ),
  route("GET /user/order/{ord}", bearer),
  route("GET /user/order", bearer),
  route("GET /user/sber_get_status", bearer, none, (random, known) => ({
    orderId: known.pick(random, "ord") ?? "ord_1",
  })),
  route(
    "POST /organization/delivery_service/new",
    bearer,
    json((random) => ({
      name: "Post",
      currency: "RUB",
      tariff: { base: 10_000, perKilogram: random.below(500) },
    })),
  ),
  route(
    "POST /organization/delivery_service/{dsv}",
    bearer,
    json(() => ({ name: "Post 2" })),
  ),
  route(
    "POST /organization/delivery_service/{dsv}/calculate",
    bearer,
    json(() => ({
      destination: { country: "RU", region: null, city: "Tver", street: null, postcode: "170000" },
      weight: 1000,
      currency: "RUB",
    })),
  ),
  route("GET /organization/delivery_service", bearer),
  route("GET /organization/delivery_service/{dsv}", bearer),
  route(
    "POST /organization/subscription/new",
    bearer,
    json((random, known) => ({
      userId: known.pick(random, "usr"),
      plan: "Gold",
      term: { unit: "month", count: 1 },
    })),
  ),
  route(
    "POST /organization/subscription/{sbn}/cancel",
    bearer,
    json(() => ({})),
  ),
  route("GET /organization/subscription", bearer),
  route("GET /organization/subscription/{sbn}", bearer),
];

const page: readonly Auth[] = ["page"];
const applicant: readonly Route[] = [
  route("GET /s/{pageSession}", ["none"]),
  route("GET /s/{pageSession}/state", page),
  route("POST /s/{pageSession}/consent", page),
  route("POST /s/{pageSession}/join", page),
  route(
    "POST /s/{pageSession}/document-type",
    page,
    json((random) => ({
      documentType: random.pick(["passport", "id_card"]),
    })),
  ),
  route(
    "POST /s/{pageSession}/abort",
    page,
    json(() => ({})),
  ),
  route(
    "POST /s/{pageSession}/capture",
    page,
    () => ({ kind: "bytes", type: "image/png", bytes: pngPicture }),
    (random) => ({
      kind: random.pick(["face", "document_front", "document_back", "selfie", "pose_front"]),
    }),
  ),
];

const open: readonly Route[] = [
  "/healthz",
  "/readyz",
  "/metrics",
  "/openapi.json",
  "/asyncapi.json",
  "/docs/errors",
  "/docs/",
].map((path) => route(`GET ${path}`, ["none"]));

/** The routes of the four compatible APIs, of the applicant's page, and those without credentials. */
export const compatibleRoutes: readonly Route[] = [
  ...ableId,
  ...loveAndPay,
  ...treezor,
  ...rarus,
  ...applicant,
  ...open,
];
