/** What is forwarded, and where to. */
export interface ListenOptions {
  projectId: string;
  forwardTo: string;
  /** Null: of all webhooks. */
  webhookIds: readonly string[] | null;
  /** Null: of all types. */
  types: readonly string[] | null;
  /** Types that are not read: personal ones of a live project. */
  isWithheld: (type: string) => boolean;
  /**
   * Signs requests again that receivers would reject as too old; null: everything keeps its
   * signature.
   */
  secret: string | null;
}
