import type {
  createdOperatorSchema,
  createdOperatorTokenSchema,
  invitationSchema,
  operatorSessionSchema,
  passkeySchema,
} from "@countersign/wire";

type Output<Schema extends { _zod: { output: unknown } }> = Schema["_zod"]["output"];
export type SessionOfPerson = Output<typeof operatorSessionSchema>;
export type Passkey = Output<typeof passkeySchema>;
export type Invitation = Output<typeof invitationSchema>;
export type CreatedOperator = Output<typeof createdOperatorSchema>;
export type CreatedToken = Output<typeof createdOperatorTokenSchema>;
