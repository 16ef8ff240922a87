import { type Context, Hono } from "hono";
import type { Beginning } from "../flows/begin.ts";
import type { CredentialStanding, SessionStanding } from "../flows/standing.ts";
import {
  type AccountModel,
  type PasskeyItem,
  readNotice,
  WAY_METHODS,
} from "../pages/account-model.ts";
import { nameOf } from "../pages/account-passkey.tsx";
import { renderAccount } from "../pages/account.tsx";
import { attemptPath, PATHS, withReturn } from "../pages/paths.ts";
import { html, seeOther } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { problemPage } from "./page-problem.ts";
import { wayPages } from "./page-ways.ts";
import { giveSession } from "./visit.ts";

/** `/account`: what the person has, what it proved, and how it is added to or taken away. */
export function accountPages(deps: HttpDeps): Hono<Env> {
  const pages = new Hono<Env>();

  pages.get(PATHS.account, async (c) => {
    const model = await accountModel(deps, c);
    return model === null ? toSignIn() : html(renderAccount(model));
  });

  pages.post(PATHS.addPasskey, (c) => begin(deps, c, { action: "enrol:passkey" }));

  pages.post(`${PATHS.account}/passkeys/:id/remove`, (c) =>
    begin(deps, c, { action: "remove:passkey", params: { credential: c.req.param("id") } }),
  );

  pages.route(
    "/",
    wayPages(deps, (c, beginning) => begin(deps, c, beginning)),
  );

  return pages;
}

/** Begins an attempt; where the session is enough for it, it is done, and the account shows it. */
async function begin(deps: HttpDeps, c: Context<Env>, beginning: Beginning): Promise<Response> {
  const visit = c.get("visit");
  if (visit.caller.session === null) return toSignIn();
  const begun = await deps.flows.begin(visit.caller, beginning, undefined);
  if (!begun.ok) return problemPage(deps, begun.code);
  const { attempt, session } = begun.value;
  if (session !== null) giveSession(deps, visit, session);
  return seeOther(attemptPath(attempt.id));
}

/** The name of a passkey that is to go, and of those that are left. */
export async function passkeyNames(deps: HttpDeps, c: Context<Env>, id: string) {
  const model = await accountModel(deps, c);
  const going = model?.passkeys.find((passkey) => passkey.id === id);
  if (model === null || going === undefined) return null;
  const left = model.passkeys.filter((passkey) => passkey.id !== id);
  return { name: nameOf(model, going), left: left.map((passkey) => nameOf(model, passkey)) };
}

function toSignIn(): Response {
  return seeOther(withReturn(PATHS.signIn, PATHS.account));
}

async function accountModel(deps: HttpDeps, c: Context<Env>): Promise<AccountModel | null> {
  const { flows, context, clock } = deps;
  const { session } = c.get("visit").caller;
  if (session === null) return null;
  const standing = await flows.standing(session);
  const credentials = await flows.credentials(session);
  const ways = await flows.ways(session);
  return {
    context,
    email: standing.email,
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
  { record, proof, verdict, removable }: CredentialStanding,
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
    removable,
  };
}
