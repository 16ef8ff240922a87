import fc from "fast-check";
import type { AccountInput } from "../../src/analysis/account.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { SupposedHolding } from "../../src/policy/suppositions-schema.ts";
import { presetNamed } from "../policy/ask.ts";
import { accountWith, MAIL, NUMBER, OTHER_MAIL } from "./accounts.ts";

/** A preset whose finance signs in with two passkeys. */
export const GROUPED: Policy = definePolicy({
  version: 1,
  name: "grouped",
  extends: "balanced",
  groups: {
    finance: {
      actions: {
        "sign-in": {
          anyOf: [
            {
              allOf: [
                { prove: "passkey", class: ["platform", "hardware-key"] },
                { prove: "passkey", class: ["platform", "hardware-key"] },
              ],
            },
          ],
        },
      },
    },
  },
});

export const POLICIES: readonly Policy[] = [
  ...["balanced", "strict", "regulated"].map(presetNamed),
  GROUPED,
];

const traits = {
  keeper: fc.constantFrom("platform", "vault", "hardware-key", undefined),
  synced: fc.boolean(),
  secondStep: fc.boolean(),
  uvKnownIssue: fc.boolean(),
  attested: fc.boolean(),
  status: fc.constantFrom("FIDO_CERTIFIED_L2", "REVOKED", "USER_VERIFICATION_BYPASS", undefined),
  suspended: fc.boolean(),
};

type Traits = {
  [Name in keyof typeof traits]: (typeof traits)[Name] extends fc.Arbitrary<infer T> ? T : never;
};

const passkey = fc.record(traits);

const secret = fc.constantFrom<SupposedHolding>(
  { method: "password" },
  { method: "password", resetBy: [MAIL.address] },
  { method: "totp", keptIn: "own-app" },
  { method: "totp", keptIn: "vault" },
  { method: "totp", keptIn: "hardware-token" },
  { method: "totp" },
  { method: "sms-code", number: NUMBER.address },
  { method: "recovery-code" },
);

const parts = {
  passkeys: fc.array(passkey, { maxLength: 3 }),
  secrets: fc.uniqueArray(secret, { selector: ({ method }) => method, maxLength: 3 }),
  suspended: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  mails: fc.constantFrom([MAIL], [OTHER_MAIL], [MAIL, OTHER_MAIL], [OTHER_MAIL, MAIL]),
  groups: fc.subarray(["finance", "guests"]),
  state: fc.constantFrom("active" as const, "disabled" as const),
  reversed: fc.boolean(),
  forgotten: fc.boolean(),
};

type Parts = {
  [Name in keyof typeof parts]: (typeof parts)[Name] extends fc.Arbitrary<infer T> ? T : never;
};

/** Mostly active: of a disabled one all else is the same. */
const STATES = ["active", "active", "active", "disabled"] as const;

const whole = fc.record({ ...parts, state: fc.constantFrom(...STATES) });

/** An account, whatever it holds, in whichever order and by whatever names. */
export const account: fc.Arbitrary<AccountInput> = whole.map(accountOf);

/** Accounts that differ from the first in one thing each: what a shape must not leave out. */
export const neighbours: fc.Arbitrary<readonly AccountInput[]> = fc
  .tuple(whole, fc.record(parts), passkey)
  .map(([first, other, trait]) => {
    const changed = Object.keys(parts).map((name) => ({
      ...first,
      [name]: other[name as keyof Parts],
    }));
    const [key, ...rest] = first.passkeys;
    const others = Object.keys(traits).flatMap((name) =>
      key === undefined
        ? []
        : [{ ...first, passkeys: [{ ...key, [name]: trait[name as keyof Traits] }, ...rest] }],
    );
    return [first, ...changed, ...others].map(accountOf);
  });

function accountOf(given: Parts): AccountInput {
  const { passkeys, secrets, suspended, mails, groups, state, reversed, forgotten } = given;
  const keys = passkeys.map((one, index) => ({
    ...passkeyOf(one),
    id: `key-${index}${reversed ? "-b" : "-a"}`,
  }));
  const others = secrets.map((one, index) => ({
    ...one,
    id: one.method,
    ...(suspended[index] === true ? { state: "suspended" as const } : {}),
  }));
  const numbers = secrets.some(({ method }) => method === "sms-code") ? [NUMBER] : [];
  const has = [...keys, ...others];
  const made = accountWith({
    has: reversed ? has.toReversed() : has,
    channels: [...mails, ...numbers],
    ...(forgotten ? { everHad: [] } : {}),
  });
  return { ...made, account: { ...made.account, groups, state } };
}

function passkeyOf(given: Traits): SupposedHolding {
  const { keeper, synced, secondStep, uvKnownIssue, attested, status, suspended } = given;
  const [isVault, isKey] = [keeper === "vault", keeper === "hardware-key"];
  return {
    method: "passkey",
    ...(keeper === undefined ? {} : { keeper }),
    ...(keeper === "platform" ? { synced } : {}),
    ...(isVault && secondStep ? { secondStep } : {}),
    ...(isVault && uvKnownIssue ? { uvKnownIssue } : {}),
    ...(isKey && attested ? { attested } : {}),
    ...(isKey && attested && status !== undefined ? { statuses: [status] } : {}),
    ...(suspended ? { state: "suspended" as const } : {}),
  };
}
