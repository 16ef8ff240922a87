import type { Problem } from "../words/error-text.ts";
import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { localPath } from "./local-path.ts";
import { Panel } from "./panel.tsx";
import { EmailField, Note, NoScript } from "./parts.tsx";
import { PATHS, withReturn } from "./paths.ts";

export interface SignInModel {
  readonly context: PageContext;
  /** What was typed already, or empty. */
  readonly email: string;
  /** Where to go on to; a path on this site, else it is left out. */
  readonly returnTo: string | null;
  /** Of an address that was posted without a script. */
  readonly problem: Problem | null;
  readonly notice: "signed-out" | "done" | null;
  /** Something else than a passkey can be shown first. */
  readonly hasOtherWays: boolean;
  /** The policy has a way back for whoever lost every passkey. */
  readonly recovers: boolean;
}

/** `GET /sign-in`. Posts to `/sign-in` where no script runs; otherwise the script takes over. */
export function renderSignIn(model: SignInModel): string {
  return renderDocument(<SignIn {...model} />);
}

function SignIn(model: SignInModel) {
  const { context, notice } = model;
  const { language, app } = context;
  const title = say(language, "signIn.title", { app });
  return (
    <Document context={context} title={title} layout="sheet" scripts={["sign-in"]}>
      <div class="lede">
        <h1>{title}</h1>
      </div>
      <div class="task">
        {notice === null ? null : (
          <p class="notice">
            {say(language, notice === "done" ? "signIn.done" : "signIn.signedOut")}
          </p>
        )}
        <SignInForm {...model} />
        <Panel context={context} action="sign-in" ceremony="prove" />
        <NoScript context={context} />
        <p class="aside">
          {say(language, "signIn.new")}{" "}
          <a href={withReturn(PATHS.signUp, model.returnTo)}>{say(language, "action.signUp")}</a>
        </p>
        <Help {...model} />
      </div>
      <div class="notes">
        <Note title={say(language, "signIn.what.title")}>{say(language, "passkey.what")}</Note>
        <Note title={say(language, "signIn.private.title")}>
          {say(language, "passkey.private")}
        </Note>
      </div>
    </Document>
  );
}

function SignInForm({ context, email, returnTo, problem, hasOtherWays }: SignInModel) {
  const { language } = context;
  const next = localPath(returnTo);
  return (
    <form method="post" action={PATHS.signIn} data-sign-in data-next={next ?? PATHS.account}>
      {next === undefined ? null : <input type="hidden" name="return_to" value={next} />}
      <EmailField
        context={context}
        value={email}
        problem={problem}
        autocomplete="username webauthn"
      />
      <button type="submit" class="primary">
        {say(language, "action.continue")}
      </button>
      <p class="or">
        <span>{say(language, "signIn.or")}</span>
      </p>
      <button type="button" class="secondary" data-passkey disabled>
        {say(language, "signIn.withPasskey")}
      </button>
      {hasOtherWays ? (
        <button type="submit" class="quiet" data-without-passkey>
          {say(language, "signIn.other")}
        </button>
      ) : null}
    </form>
  );
}

function Help({ context: { language, app }, recovers }: SignInModel) {
  return (
    <details class="help">
      <summary>{say(language, "signIn.help")}</summary>
      <dl>
        <dt>{say(language, "signIn.help.phone.title")}</dt>
        <dd>{say(language, "signIn.help.phone")}</dd>
        <dt>{say(language, "signIn.help.manager.title")}</dt>
        <dd>{say(language, "signIn.help.manager", { app })}</dd>
        <dt>{say(language, "signIn.help.key.title")}</dt>
        <dd>{say(language, "signIn.help.key")}</dd>
        <dt>{say(language, "signIn.help.lost.title")}</dt>
        <dd>
          {recovers ? (
            <>
              {say(language, "signIn.help.lost")}{" "}
              <a href={PATHS.recover}>{say(language, "recover.title")}</a>
            </>
          ) : (
            say(language, "signIn.help.lost.none", { app })
          )}
        </dd>
      </dl>
    </details>
  );
}
