import { evidenceSummary, recordEvent } from "../audit/event.ts";
import { strengthOf } from "../assurance/strength.ts";
import type { Instant } from "../base/time.ts";
import { betterWayIn } from "../policy/weaker.ts";
import type { Transaction } from "../store/port.ts";
import type { AttemptRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";
import type { Judgement } from "./judge.ts";

/**
 * Records that somebody signed in by a weaker path than the account's best: with what, and what there
 * was. It is allowed, and nobody is asked for more; but it is what getting round a passkey looks like.
 */
export async function recordWeaker(
  { policy, offered }: Pick<FlowDeps, "policy" | "offered">,
  tx: Transaction,
  caller: Caller,
  attempt: AttemptRecord,
  { decision, assurance, account }: Judgement,
  now: Instant,
): Promise<void> {
  if (attempt.action !== "sign-in" || decision.answer !== "allow" || account === null) return;
  const { evidence, rule } = decision;
  const used = assurance.proofs.filter((proof) => evidence.includes(proof.evidence));
  const better = betterWayIn({ policy, offered, account, now }, used);
  if (better === null) return;
  const held = account.credentials.filter(({ best }) => better.proofs.includes(best));
  await recordEvent(tx, {
    kind: "sign-in.weaker",
    at: now,
    account: attempt.account,
    attempt: attempt.id,
    network: caller.network,
    data: {
      used: { rule, level: strengthOf(used), evidence: evidence.map(evidenceSummary) },
      better: {
        rule: better.rule,
        level: better.strength,
        credentials: held.map(({ id, method }) => ({ id, method })),
      },
    },
  });
}
