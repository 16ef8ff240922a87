import { say } from "../words/say.ts";
import { actionGroupOf, doingOf } from "./action-group.ts";
import { type AttemptModel, beginningOf } from "./attempt-model.ts";
import { Phrase } from "./phrase.tsx";
import { SignInAfter } from "./sign-in-after.tsx";

interface Props {
  readonly model: AttemptModel;
}

const PURPOSES = [
  "enrol:passkey",
  "enrol:password",
  "enrol:totp",
  "enrol:sms-code",
  "enrol:recovery-code",
  "regenerate:recovery-code",
  "change:password",
  "change:number",
  "change:email",
] as const;

/** What somebody is about to do, in one sentence: it stands above whatever is asked for. */
export function Purpose({ model: { context, action, target } }: Props) {
  const { language } = context;
  const doing = doingOf(action);
  if (doing !== null && target !== null) {
    const what = <bdi class="name">{target.what}</bdi>;
    return <Phrase language={language} say={`purpose.${doing}`} with={{ what }} />;
  }
  const known = PURPOSES.find((one) => one === action);
  return <>{say(language, known === undefined ? "prove.other" : `purpose.${known}`)}</>;
}

/** What signing in becomes, of what takes something away. */
export function Afterwards({ model: { context, target } }: Props) {
  if (target === null || target.left.length === 0) return null;
  return <SignInAfter language={context.language} left={target.left} />;
}

/** The ways in and back in: nobody is there yet who has an account page to go back to. */
export function isEntry(action: string): boolean {
  const group = actionGroupOf(action);
  return group === "sign-in" || group === "sign-up" || action === "recover";
}

/** Back to the account, with nothing changed. */
export function GiveUp({ model }: Props) {
  if (isEntry(model.action)) return null;
  return (
    <p class="aside">
      <a href={beginningOf(model)}>{say(model.context.language, "action.cancel")}</a>
    </p>
  );
}
