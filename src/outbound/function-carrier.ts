import { type Carrier, later, refused, SENT } from "./delivery.ts";
import type { OutboundMessage } from "./message.ts";

/**
 * A carrier that is a function of the site's own. Whatever it throws is another try's matter, unless
 * the error says `permanent: true`. What it says besides is its own: it may hold an address.
 */
export function carrierOf<Message extends OutboundMessage>(
  deliver: (message: Message) => Promise<void>,
): Carrier<Message> {
  return {
    async send(message) {
      try {
        await deliver(message);
        return SENT;
      } catch (cause) {
        return isPermanent(cause) ? refused("message_refused") : later("carrier_failed");
      }
    },
    close() {},
  };
}

function isPermanent(cause: unknown): boolean {
  return (
    typeof cause === "object" && cause !== null && "permanent" in cause && cause.permanent === true
  );
}
