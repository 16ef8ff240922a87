import type { Problem } from "../words/error-text.ts";
import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { localPath } from "./local-path.ts";
import { EmailField, Note } from "./parts.tsx";
import { PATHS, withReturn } from "./paths.ts";

export interface SignUpModel {
  readonly context: PageContext;
  readonly email: string;
  readonly returnTo: string | null;
  readonly problem: Problem | null;
}

/** `GET /sign-up`, and the answer to a `POST /sign-up` that could not be taken. */
export function renderSignUp(model: SignUpModel): string {
  return renderDocument(<SignUp {...model} />);
}

function SignUp({ context, email, returnTo, problem }: SignUpModel) {
  const { language } = context;
  const next = localPath(returnTo);
  return (
    <Document context={context} title={say(language, "signUp.title")} layout="sheet">
      <div class="lede">
        <h1>{say(language, "signUp.title")}</h1>
        <p class="lead">{say(language, "signUp.lead")}</p>
      </div>
      <div class="task">
        <form method="post" action={PATHS.signUp}>
          {next === undefined ? null : <input type="hidden" name="return_to" value={next} />}
          <EmailField
            context={context}
            value={email}
            problem={problem}
            hint={say(language, "signUp.hint")}
            autocomplete="email"
          />
          <button type="submit" class="primary">
            {say(language, "action.continue")}
          </button>
        </form>
        <p class="aside">
          {say(language, "signUp.have")}{" "}
          <a href={withReturn(PATHS.signIn, returnTo)}>{say(language, "action.signIn")}</a>
        </p>
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
