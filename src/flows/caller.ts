import type { SessionRecord } from "../store/records.ts";

/** Who asks, as far as the transport knows. */
export interface Caller {
  /** SHA-256 (base64url) of the browser binding: one random cookie per browser. */
  readonly browser: string;
  readonly session: SessionRecord | null;
  /** A session of a recovery: it shows its owner the account, and is good for nothing else. */
  readonly recovery: SessionRecord | null;
  /** The network it came from: an IPv4 address, or an IPv6 /64. */
  readonly network: string;
  readonly userAgent: string;
}
