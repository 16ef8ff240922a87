import type { Context } from "hono";
import type { Ceremony } from "../evidence/methods.ts";
import type { AttemptView, StepView } from "../flows/view.ts";
import type { AttemptStep, CodeStep, SecretStep } from "../pages/attempt-model.ts";
import type { Choice } from "./attempt-page.ts";
import type { Env, HttpDeps } from "./deps.ts";

const RESEND_AFTER_SECONDS = 30;
const KEPT = ["own-app", "vault"] as const;

interface Way<M> {
  readonly method: M;
  readonly ceremony: Ceremony;
}

/** A code that is sent: asked for, typed, or sent again; before a new number, the number. */
export async function codeStep(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  { method, ceremony }: Way<CodeStep["method"]>,
  { refusal, asksNumber = false }: Choice,
): Promise<AttemptStep> {
  const { caller } = c.get("visit");
  const purpose = method === "magic-link" ? "magic-link:prove" : (`${method}:${ceremony}` as const);
  const standing = await deps.flows.code(caller, view.id, purpose);
  const wasSent = standing?.wasSent === true;
  const needsNumber = purpose === "sms-code:enrol" && (asksNumber || !wasSent);
  if (needsNumber) return { kind: "number", problem: refusal ?? null };
  const open = standing?.open ?? null;
  return {
    kind: "code",
    method,
    ceremony,
    wasSent,
    // A new address was typed a moment ago by whoever is shown it.
    sentTo: newAddressOf(view, purpose) ?? standing?.sentTo ?? "",
    code: open === null ? null : { step: open.step, expiresAt: open.expiresAt },
    now: deps.clock(),
    resendAfterSeconds: RESEND_AFTER_SECONDS,
    problem: refusal ?? null,
  };
}

function newAddressOf({ params }: AttemptView, purpose: string): string | undefined {
  return purpose === "email-code:enrol" ? params["address"] : undefined;
}

/** Something that the person knows or reads off; what was set up stays the same after a mistake. */
export async function secretStep(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  way: Way<SecretStep["method"]>,
  { refusal, step, kept }: Choice,
): Promise<AttemptStep> {
  const { caller } = c.get("visit");
  const keptIn = KEPT.find((each) => each === kept);
  const isNewSeed = way.method === "totp" && way.ceremony === "enrol";
  // Asked before there is a picture to scan: it says what the codes will count as.
  if (isNewSeed && step === undefined && keptIn === undefined) return { kind: "kept" };
  const again = step === undefined ? null : await deps.flows.again(caller, view.id, step);
  const begun = again ?? (await freshStep(deps, c, view, { ...way, keptIn }));
  if (begun === null) return { kind: "expired" };
  const { session } = caller;
  const own = session === null ? null : (await deps.flows.standing(session)).email;
  return {
    kind: "secret",
    ...way,
    step: begun.step,
    // In a session, its owner's own: password managers file a password under it.
    identifier: view.identifier ?? own,
    leastCharacters: "leastCharacters" in begun ? begun.leastCharacters : null,
    seed: "qr" in begun ? { secret: begun.secret, uri: begun.uri, qr: begun.qr } : null,
    codes: "codes" in begun ? begun.codes : [],
    problem: refusal ?? null,
  };
}

async function freshStep(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  wanted: Way<SecretStep["method"]> & { readonly keptIn: (typeof KEPT)[number] | undefined },
): Promise<StepView | null> {
  const begun = await deps.flows.step(c.get("visit").caller, view.id, wanted);
  return begun.ok ? begun.value : null;
}
