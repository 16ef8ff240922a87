import { createHmac } from "node:crypto";

/** What is signed, and with what. */
export interface WebhookToSign {
  readonly key: Uint8Array;
  /** The name of the message: the same for every try. */
  readonly id: string;
  /** Seconds since 1970-01-01T00:00:00Z, of this try. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers of "Standard Webhooks" 1.0: the signature is the HMAC-SHA-256 (RFC 2104) of
 * `id.timestamp.body`, in base64, behind the version of the scheme.
 */
export function webhookHeaders({ key, id, timestamp, body }: WebhookToSign) {
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`, "utf8");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${mac.digest("base64")}`,
  };
}
