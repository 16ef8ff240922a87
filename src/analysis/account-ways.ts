import { grade } from "../assurance/assess.ts";
import type { Proof } from "../assurance/assurance.ts";
import type { Assertion } from "../evidence/external.ts";
import { suppose } from "../evidence/suppose.ts";
import type { Policy } from "../policy/policy.ts";
import type { CredentialView } from "../policy/requirement.ts";
import type { Authenticator } from "./authenticators.ts";
import type { AccountChannel } from "./account-channels.ts";
import { type AccountFacts, EVERY_RULE, type UnnamedWay } from "./account-facts.ts";
import { waysOfPasskey } from "./passkey-ways.ts";
import type { Way } from "./shape.ts";

/** Everything that can be shown about an account, by its owner or by somebody in his place. */
export function waysOf(facts: AccountFacts): readonly Way[] {
  const keys = facts.account.credentials.filter(({ method }) => method === "passkey");
  const inactive = new Set(
    facts.account.credentials.filter(({ state }) => state !== "active").map(({ id }) => id),
  );
  const ways = [
    ...facts.account.credentials.flatMap((one) =>
      waysOfCredential(facts, one, `k${keys.indexOf(one) + 1}`),
    ),
    ...facts.channels.flatMap((channel) => waysByMail(facts, channel)),
    ...waysByOthers(facts),
  ];
  return ways.map((way) => ({
    ...way,
    // What has to be lifted first falls with its own lifting.
    alike: inactive.has(way.credential ?? "") ? way.id : authenticatorKey(way),
  }));
}

function authenticatorKey({ authenticator, flags }: UnnamedWay): string {
  const raised = Object.entries(flags ?? {}).flatMap(([flag, set]) => (set ? [flag] : []));
  return [authenticator.kind, authenticator.which, ...raised].join(":");
}

function waysOfCredential(
  facts: AccountFacts,
  { id, best }: CredentialView,
  key: string,
): readonly UnnamedWay[] {
  if (best.method === "passkey") return waysOfPasskey(facts, id, best, key);
  const authenticator = plainAuthenticator(best, facts);
  if (authenticator === null) return [];
  const resets = best.evidence.kind === "password" && best.evidence.resetBy.length > 0;
  const flags = { resetByEmail: resets };
  return [{ id, proof: best, authenticator, credential: id, flags, serves: EVERY_RULE }];
}

function plainAuthenticator({ evidence }: Proof, facts: AccountFacts): Authenticator | null {
  switch (evidence.kind) {
    case "password":
      return { kind: "password", which: indexOf(facts, evidence.resetBy[0] ?? "") };
    case "totp":
      return { kind: SEEDS[evidence.keptIn.value], which: "" };
    case "sms-code":
      return { kind: "sms-code", which: indexOf(facts, evidence.number) };
    case "recovery-code":
      return { kind: "recovery-code", which: "" };
    case "passkey":
    case "email-code":
    case "magic-link":
    case "external":
      return null;
  }
}

const SEEDS = {
  "hardware-token": "totp:hardware",
  "own-app": "totp:app",
  vault: "totp:unknown",
  unknown: "totp:unknown",
} as const;

function waysByMail(facts: AccountFacts, channel: AccountChannel): readonly UnnamedWay[] {
  if (channel.kind !== "email") return [];
  const { address, index: which } = channel;
  const { account, knowledge, now } = facts;
  const common = { ceremony: "prove", account: account.id, at: now, sentAt: now, address } as const;
  return (["email-code", "magic-link"] as const).map((kind) => ({
    id: which === "" ? kind : `${kind}:${which}`,
    proof: grade(suppose({ kind, ...common }), knowledge, now),
    // The message that has the link has a code beside it, which is typed wherever a lure asks for it.
    authenticator: { kind: "email-code", which },
    credential: null,
    serves: EVERY_RULE,
  }));
}

/** Two operators are two: where a rule asks for two words, there is a second one. */
function waysByOthers({ policy, account, knowledge, now }: AccountFacts): readonly UnnamedWay[] {
  const several = mostApprovals(policy) > 1;
  const word = (kind: string, assertion: Assertion, which = ""): UnnamedWay => {
    const by = `operator-${which}`;
    const common = { kind: "external", ceremony: "prove", account: account.id, at: now } as const;
    return {
      id: which === "" ? assertion : `${assertion}:${which}`,
      proof: grade(suppose({ ...common, assertion, by }), knowledge, now),
      authenticator: { kind, which },
      credential: null,
      serves: EVERY_RULE,
    };
  };
  const operators = several ? ["1", "2"] : [""];
  return [
    ...operators.map((which) => word("helpdesk", "approval", which)),
    word("enrolment-link", "enrolment-link", several ? "1" : ""),
    word("proofing", "proofing"),
  ];
}

function mostApprovals(policy: Policy): number {
  const known = approvals.get(policy) ?? countApprovals(policy);
  approvals.set(policy, known);
  return known;
}

const approvals = new WeakMap<Policy, number>();

function countApprovals({ actions, groups }: Policy): number {
  const rules = [actions, ...[...groups.values()].map((group) => group.actions)];
  const counts = rules
    .flatMap((one) => [...one.values()].flat())
    .map(({ terms }) => terms.filter(({ assertion }) => assertion === "approval").length);
  return Math.max(0, ...counts);
}

function indexOf({ channels }: AccountFacts, address: string): string {
  return channels.find((one) => one.address === address)?.index ?? "";
}
