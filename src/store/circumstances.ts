import type { Circumstance } from "../evidence/circumstance.ts";
import type { AccountId } from "../base/ids.ts";
import { restored } from "./codec.ts";
import type { NoticeRecord } from "./notice-records.ts";
import type { Waiting } from "./records.ts";

/**
 * What the store knows of a waiting: that it began, which messages about it left, and who said no.
 * That an earlier waiting of the account was stopped is such a fact, too.
 *
 * @param notices - all those of the account
 */
export function circumstancesOf(
  account: AccountId,
  waiting: Waiting,
  notices: readonly NoticeRecord[],
): readonly Circumstance[] {
  const begun: Circumstance = { kind: "begun", account, at: waiting.since };
  return [begun, ...notices.flatMap((one) => [...notified(one, waiting), ...vetoed(one)])].map(
    restored,
  );
}

function notified(notice: NoticeRecord, { id }: Waiting): readonly Circumstance[] {
  const { account, waiting, sentAt } = notice;
  if (waiting !== id || sentAt === null) return [];
  return [{ kind: "notified", account, at: sentAt, channel: channelOf(notice) }];
}

function vetoed(notice: NoticeRecord): readonly Circumstance[] {
  const { account, answer, answeredAt } = notice;
  if (answer !== "veto" || answeredAt === null) return [];
  return [{ kind: "vetoed", account, at: answeredAt, channel: channelOf(notice) }];
}

function channelOf({ channel, address }: NoticeRecord) {
  return { kind: channel, address };
}
