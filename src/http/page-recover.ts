import { Hono } from "hono";
import type { Caller } from "../flows/caller.ts";
import type { AttemptView, StepView } from "../flows/view.ts";
import { attemptPath, PATHS, wayPath } from "../pages/paths.ts";
import { renderRecover, renderRecoverByLink, renderRecovered } from "../pages/recover.tsx";
import { html, refusedHtml, seeOther } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { problemPage } from "./page-problem.ts";

/** What can be typed first: whoever is here has no passkey at hand. */
function onward({ id, options }: AttemptView): Response {
  const other = options
    .map(({ methods: [first] }) => first)
    .find((method) => method !== "passkey" && method !== "external");
  return seeOther(other === undefined ? attemptPath(id) : wayPath(id, other, null));
}

/** Of two operators, at most. */
const MOST_WORDS = 2;

/** As long as two words with a dot between them. */
function tokenOf(text: string | null | undefined): string {
  return (text ?? "").slice(0, 128);
}

/** Shows what the link holds, one word after the other: each is a step of its own. */
async function showWords(
  flows: HttpDeps["flows"],
  caller: Caller,
  first: { readonly attempt: AttemptView; readonly step: StepView | null },
  words: readonly string[],
) {
  let { step } = first;
  let shown: Awaited<ReturnType<typeof flows.submit>> | null = null;
  for (const word of words) {
    if (shown !== null) {
      const next = await flows.step(caller, first.attempt.id, {
        method: "external",
        ceremony: "prove",
      });
      if (!next.ok) return next;
      step = next.value;
    }
    shown = await flows.submit(caller, first.attempt.id, step?.step ?? "", word);
    if (!shown.ok) return shown;
  }
  return shown ?? ({ ok: false, code: "link_unknown" } as const);
}

/** `/recover`: where getting back in begins, and `/recovered`, where it ends. */
export function recoverPages(deps: HttpDeps): Hono<Env> {
  const { flows, context } = deps;
  const pages = new Hono<Env>();

  pages.get(PATHS.recover, () => html(renderRecover({ context, email: "", problem: null })));

  // Whoever comes here has no passkey at hand: on with something else, as far as that leads. A known and
  // an unknown address see the same (R37).
  pages.post(PATHS.recover, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form);
    const email = (form.value.get("email") ?? "").slice(0, 320);
    const beginning = { action: "recover", identifier: email };
    const { caller } = c.get("visit");
    const begun =
      email.trim() === ""
        ? ({ ok: false, code: "identifier_required" } as const)
        : await flows.begin(caller, beginning, undefined);
    if (!begun.ok) {
      return refusedHtml(renderRecover({ context, email, problem: begun }), begun);
    }
    return onward(begun.value.attempt);
  });

  pages.get(PATHS.recoverByLink, (c) =>
    html(renderRecoverByLink(context, tokenOf(c.req.query("token")))),
  );

  // What the link proves is the attempt's first fact; it is used up here, and not by opening it.
  pages.post(PATHS.recoverByLink, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form);
    const { caller } = c.get("visit");
    const begun = await flows.begin(caller, { action: "recover" }, "external");
    if (!begun.ok) return problemPage(deps, begun);
    const words = tokenOf(form.value.get("token")).split(".").slice(0, MOST_WORDS);
    const done = await showWords(flows, caller, begun.value, words);
    return done.ok ? onward(done.value.view) : problemPage(deps, done);
  });

  pages.get(PATHS.recovered, async (c) => {
    const { recovery } = c.get("visit").caller;
    if (recovery === null) return seeOther(PATHS.signIn);
    const passkeys = await flows.credentials(recovery);
    const { held } = await flows.ways(recovery);
    const names = passkeys.map(({ record, proof }) => record.name ?? proof.provider?.name ?? null);
    const ways = held.map(({ method }) => method);
    return html(renderRecovered({ context, passkeys: names, ways }));
  });

  return pages;
}
