/** What the shop asks of Countersign. */
export interface Countersign {
  /** Starts a KYC session; the metadata comes back in its events. */
  startSession(session: {
    customerId: string;
    language: string;
    metadata: Record<string, string | number>;
  }): Promise<{ id: string; verificationUrl: string; expiresAt: string }>;
}

/** The Love&Pay API of a Countersign service. */
export function countersignAt({ url, apiKey }: { url: string; apiKey: string }): Countersign {
  return {
    async startSession(session) {
      const response = await fetch(`${url}/api/v2/kyc/sessions`, {
        method: "POST",
        headers: { "x-api-key": apiKey, "content-type": "application/json" },
        body: JSON.stringify(session),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.status !== 201) throw new Error(`Countersign responded with ${response.status}`);
      return (await response.json()) as Awaited<ReturnType<Countersign["startSession"]>>;
    },
  };
}
