import type {
  ApplicantPage,
  ChecksMode,
  ChecksPolicy,
  Language,
  ProjectId,
  ProjectQuotas,
} from "@countersign/wire";

/** A tenant. */
export interface Project {
  id: ProjectId;
  /** A number, for APIs whose tenants have one. */
  clientId: number;
  name: string;
  mode: "test" | "live";
  /** The language of its sessions where a call names none. */
  language: Language;
  successRedirectUrl: string | null;
  errorRedirectUrl: string | null;
  /** Whether two people must approve a review before anybody passes. */
  twoPersonApproval: boolean;
  /** Whether the Love&Pay calls take only requests that are signed with the project's `requestSecret`. */
  requireSignedRequests: boolean;
  /** Whether its developers may set up webhooks that carry no personal data. */
  developersManageWebhooks: boolean;
  /** What automatic checks are for. */
  checks: ChecksMode;
  /** Whether reviewers must give their own judgement before they see what the checks found. */
  hideScores: boolean;
  /** Complete: with the defaults of what the project doesn't say. */
  checksPolicy: ChecksPolicy;
  /** How its applicant's page looks, and what it asks for. Complete. */
  applicantPage: ApplicantPage;
  /** SHA-256 of its logo, in hex; null: there is none. */
  logoSha256: string | null;
  /** For how many days payloads can be read. */
  payloadDays: number;
  /** For how many days the log is kept. */
  logDays: number;
  /** Its own quotas: what is absent or null is the service's default. */
  quotas: ProjectQuotas;
  createdAt: Date;
  /** Since when it takes nothing new; null: it is active. */
  archivedAt: Date | null;
  /** Rises with every change of its settings, static addresses and status. */
  version: number;
}

/** The settings of a new project. */
export interface NewProject {
  name: string;
  mode: Project["mode"];
  language?: Project["language"] | undefined;
  /** `assist` in live projects by default, `off` in test ones. */
  checks?: ChecksMode | undefined;
  /** When its first API key ends; never by default. */
  apiKeyExpiresAt?: Date | undefined;
}
