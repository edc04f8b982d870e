import type { ProjectId, SessionId, SessionLanguage } from "@countersign/wire";

/** Where a one-time code goes: to one of them. Personal. */
export interface CodeRecipient {
  phone?: string | undefined;
  email?: string | undefined;
}

/** A one-time code on its way to an applicant. */
export interface CodeMessage {
  projectId: ProjectId;
  sessionId: SessionId;
  to: CodeRecipient;
  /** Six digits. */
  code: string;
  language: SessionLanguage;
  /** Who asks for the signature. */
  organisation: string;
  expiresAt: Date;
}

/** Sends one-time codes: the operator's gateway. Projects in test mode show theirs on the page instead. */
export interface SignatureCodes {
  /** Resolves to false where the gateway did not take it. Bounded in time. */
  send(message: CodeMessage): Promise<boolean>;
}
