import type { AccountInput } from "../analysis/account.ts";
import type { AccountId } from "../base/ids.ts";
import type { Clock } from "../base/time.ts";
import type { OperatorSettings } from "../config/settings.ts";
import { viewOfAccount } from "../flows/account-view.ts";
import { OFFERED } from "../flows/deps.ts";
import { holdingsOf } from "../flows/holdings.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import type { Reads } from "../store/port.ts";
import { judgesBy, knownOf, openBench, readInForce } from "./operate-bench.ts";

/**
 * An account of the site as it is analysed: by its id or one of its addresses; null: there is none.
 * Nothing is written.
 * @throws AssayFault as `openOperations` does
 */
export async function readForAnalysis(
  settings: OperatorSettings,
  clock: Clock,
  named: string,
): Promise<AccountInput | null> {
  const bench = await openBench(settings, clock);
  try {
    const { store, policy } = bench;
    const account = await accountNamed(store, named);
    if (account === undefined) return null;
    const { knowledge } = judgesBy(bench, knownOf(await readInForce(bench)));
    const held = await holdingsOf(store, account.id);
    const now = clock();
    const numbers = held.secrets.flatMap((secret) =>
      secret.method === "sms-code" ? [secret.body.number] : [],
    );
    return {
      policy,
      knowledge,
      account: viewOfAccount({ knowledge }, account, held, now),
      channels: [
        ...held.addresses.map(({ normalised }) => ({
          kind: "email" as const,
          address: normalised,
        })),
        ...numbers.map((address) => ({ kind: "sms" as const, address })),
      ],
      offered: OFFERED,
      now,
    };
  } finally {
    await bench.store.close();
  }
}

async function accountNamed(store: Reads, named: string) {
  const email = parseEmail(named);
  return email === undefined
    ? store.accountById(named as AccountId)
    : store.accountByAddress("email", email.normalised);
}
