import type { Channel } from "../evidence/circumstance.ts";
import { named } from "./clauses.ts";
import type { NoticeChannel } from "./shape.ts";

/**
 * A proved address or number, and what tells it from others of its kind; empty: it is the only one.
 */
export interface AccountChannel extends Channel {
  readonly index: string;
}

export function accountChannels(channels: readonly Channel[]): readonly AccountChannel[] {
  return channels.map((channel) => {
    const alike = channels.filter(({ kind }) => kind === channel.kind);
    const index = alike.length === 1 ? "" : String(alike.indexOf(channel) + 1);
    return { ...channel, index };
  });
}

/** Every proved channel is told; whoever reads one of them can object. */
export function noticeChannel({ kind, address, index }: AccountChannel): NoticeChannel {
  return kind === "email"
    ? { quiet: named("quiet-email", index), root: `mailbox:${address}` }
    : { quiet: named("quiet-sms", index), root: `number:${address}` };
}
