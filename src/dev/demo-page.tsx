import type { PageContext } from "../pages/context.ts";
import { Document, renderDocument } from "../pages/document.tsx";
import { PATHS, withReturn } from "../pages/paths.ts";

/** What an application learns of a session: the answer of `assay.session(request)`. */
export interface DemoSession {
  readonly email: string | null;
  readonly authTime: string;
  readonly aal: number;
  readonly factors: readonly string[];
  readonly phishingResistant: boolean;
  readonly decision: {
    readonly policy: string;
    readonly rule: string;
    readonly reasons: readonly { readonly text: string }[];
  };
}

interface DemoModel {
  readonly context: PageContext;
  readonly session: DemoSession | null;
}

const DEMO = "/demo";

/** `GET /demo`: an application that has Assay inside. It speaks to developers, in English only. */
export function renderDemo(model: DemoModel): string {
  return renderDocument(<Demo {...model} />);
}

function Demo({ context, session }: DemoModel) {
  return (
    <Document context={context} title="Demo application" layout="sheet">
      <div class="lede">
        <h1>Demo application</h1>
        <p class="lead">
          This page belongs to an application that asks Assay who is there, and what that was proved
          with.
        </p>
      </div>
      <div class="task">{session === null ? <SignedOut /> : <SignedIn {...session} />}</div>
      <div class="notes">
        <div class="note">
          <h2>How it asks</h2>
          <p>
            With one line: <code>await assay.session(request)</code>. Sign-in is a link to{" "}
            <code>/sign-in?return_to=/demo</code>.
          </p>
        </div>
        <div class="note">
          <h2>Where codes go</h2>
          <p>
            To the <a href="/dev/mailbox">development mailbox</a>. Any address will do.
          </p>
        </div>
      </div>
    </Document>
  );
}

function SignedOut() {
  return (
    <>
      <p>Nobody is signed in.</p>
      <a class="primary" href={withReturn(PATHS.signIn, DEMO)}>
        Sign in
      </a>
      <a class="secondary" href={withReturn(PATHS.signUp, DEMO)}>
        Create an account
      </a>
    </>
  );
}

function SignedIn(session: DemoSession) {
  const { email, authTime, aal, factors, phishingResistant, decision } = session;
  const facts: readonly (readonly [string, string])[] = [
    ["Since", authTime],
    ["Factors", factors.join(", ")],
    ["Level", `AAL${aal}`],
    ["Resists phishing", phishingResistant ? "yes" : "no"],
    ["Allowed by", `${decision.policy}, ${decision.rule}`],
  ];
  return (
    <>
      <p>
        Signed in as <bdi>{email ?? "an account without an address"}</bdi>.
      </p>
      {decision.reasons.map(({ text }) => (
        <p>{text}</p>
      ))}
      <dl class="record-list">
        {facts.map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <a class="secondary" href={PATHS.account}>
        Your account
      </a>
      <form method="post" action={withReturn(PATHS.signOut, DEMO)}>
        <button type="submit" class="quiet">
          Sign out
        </button>
      </form>
    </>
  );
}
