import type { Context } from "hono";
import type { CredentialStanding, SessionStanding } from "../flows/standing.ts";
import {
  type AccountModel,
  type PasskeyItem,
  readNotice,
  WAY_METHODS,
} from "../pages/account-model.ts";
import type { Env, HttpDeps } from "./deps.ts";

/** What the account of the visitor has, for every page that names some of it; null: nobody is in. */
export async function accountModel(deps: HttpDeps, c: Context<Env>): Promise<AccountModel | null> {
  const { flows, context, clock } = deps;
  const { session } = c.get("visit").caller;
  if (session === null) return null;
  const standing = await flows.standing(session);
  const credentials = await flows.credentials(session);
  const ways = await flows.ways(session);
  return {
    context,
    email: standing.email,
    passkeyOwner: standing.passkeyOwner,
    now: clock(),
    notice: readNotice(c.req.query("notice")),
    passkeys: credentials.map((credential) => passkeyItem(credential, standing)),
    ways: ways.held,
    addable: WAY_METHODS.filter((method) => ways.addable.includes(method)),
    emailChangeable: ways.emailChangeable,
    session: {
      authenticatedAt: session.authenticatedAt,
      endsAt: session.absoluteExpiresAt,
      phishingResistant: standing.assurance.phishingResistant,
      // One sentence for each reason, however many proofs have it.
      reasons: [...new Set(standing.reasons.map(({ code }) => code))],
      policy: session.policy,
      rule: session.rule,
      aal: standing.assurance.aal,
      amr: standing.assurance.amr,
    },
  };
}

function passkeyItem(
  { record, proof, verdict, doings, addFirst }: CredentialStanding,
  { assurance }: SessionStanding,
): PasskeyItem {
  return {
    id: record.id,
    name: record.name,
    provider: proof.provider?.name ?? null,
    state: record.state,
    backupEligible: record.backupEligible,
    backedUp: record.backedUp,
    verdict,
    reasons: proof.reasons,
    createdAt: record.createdAt,
    lastUsedAt: record.lastUsedAt,
    current: assurance.proofs.some(
      (shown) => shown.method === "passkey" && shown.credential === record.id,
    ),
    doings,
    addFirst,
  };
}
