/**
 * Documents that sessions of the method `qes` sign: supplied by the integrator, shown on the applicant's page, agreed to,
 * confirmed with a one-time code, and signed (PAdES baseline B) with the operator's certificate, the evidence in them.
 * PDFs are read in a process of their own, which never has the key. Files are sealed with the person's key.
 *
 *     const inspected = await inspectDocument(deps, project, { name, contentBase64, codeTo });
 *     await supplyDocument(deps, tx, session.id, inspected.document);
 *     await agreeToDocument(deps, session.id, { sha256, text });
 *     const signed = await signDocument(deps, session.id, code); // or "wrong", "changed", "expired"
 */
export { openPkcs12 } from "./certificate/pkcs12.ts";
export { signingProblem } from "./certificate/project-signer.ts";
export type { Signer } from "./certificate/signer.ts";
export { codeGateway } from "./codes/gateway.ts";
export type { ESigningDeps } from "./deps.ts";
export { createPdfReader } from "./pdf/pdf-reader.ts";
export { type AgreeResult, agreeToDocument, sendAnotherCode } from "./session/agree.ts";
export { carryOverDocument } from "./session/carry-over.ts";
export { documentToSign, signedDocument } from "./session/files.ts";
export { forgetSignatures } from "./session/forget.ts";
export { inspectDocument, type SupplyableDocument } from "./session/inspect-document.ts";
export { isUnsigned } from "./session/is-unsigned.ts";
export { type SignResult, signDocument } from "./session/sign.ts";
export { type SupplyResult, supplyDocument } from "./session/supply.ts";
export { applicantSigning, sessionSignature } from "./session/view.ts";
