import { HOTP, Secret } from "otpauth";
import type { SecretId } from "../../src/base/ids.ts";
import { newId } from "../../src/base/ids.ts";
import { fact } from "../../src/evidence/provenance.ts";
import { APP_PARAMETERS } from "../../src/methods/totp/parameters.ts";
import { parseSeed } from "../../src/methods/totp/seed.ts";
import type { SecretContent, SecretRecord } from "../../src/store/records.ts";
import type { UserHandle, AccountId } from "../../src/base/ids.ts";
import { parseEmail } from "../../src/methods/email-code/address.ts";
import type { World } from "./world.ts";

/** People of the application as it was: with a password and a one-time password, and no passkey. */

const SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
export const PASSWORD = "correct horse battery";
export const NUMBER = "+441632960961";

const seed = parseSeed(SEED, "base32");
if (!seed.ok) throw new TypeError("a seed is expected");
const bytes = seed.value;

export async function member(
  world: World,
  email: string,
  methods: readonly SecretRecord["method"][] = ["password", "totp"],
): Promise<AccountId> {
  const now = world.now();
  const account: AccountId = newId(now);
  const address = parseEmail(email);
  if (address === undefined) throw new TypeError("an address is expected");
  await world.store.transact(async (tx) => {
    await tx.insertAccount({
      id: account,
      userHandle: Buffer.from(email).toString("base64url") as UserHandle,
      state: "active",
      groups: [],
      everHad: methods,
      createdAt: now,
    });
    await tx.insertAddress({ account, channel: "email", ...address, provedAt: now });
    for (const method of methods) {
      const id: SecretId = newId(now);
      await tx.insertSecret({
        id,
        account,
        state: "active",
        createdAt: now,
        lastUsedAt: null,
        tries: 0,
        version: 1,
        ...contentOf(world, id, method),
      });
    }
  });
  return account;
}

function contentOf(world: World, id: SecretId, method: SecretRecord["method"]): SecretContent {
  switch (method) {
    case "password":
      return { method, body: { phc: `plain:${PASSWORD}`, pepper: null, length: PASSWORD.length } };
    case "totp": {
      const sealed = world.deps.keys.seal(
        "totp-seed",
        Buffer.from(bytes).toString("base64url"),
        id,
      );
      const keptIn = fact("own-app" as const, "claimed");
      return { method, body: { ...APP_PARAMETERS, seed: sealed, lastStep: null, keptIn } };
    }
    case "sms-code":
      return { method, body: { number: NUMBER } };
    case "recovery-code":
      return { method, body: { kept: [] } };
  }
}

/** What the person's application shows now. */
export function totpNow(world: World, steps = 0): string {
  const step = Math.floor(world.now() / 1000 / APP_PARAMETERS.period) + steps;
  return HOTP.generate({ secret: Secret.fromBase32(SEED), counter: step, digits: 6 });
}
