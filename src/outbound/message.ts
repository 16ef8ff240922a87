/** A message that leaves. */
export interface OutboundMessage {
  readonly channel: "email";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands a message to whatever carries it; resolves once it was taken over, rejects otherwise. */
export type Deliver = (message: OutboundMessage) => Promise<void>;
