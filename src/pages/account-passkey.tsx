import type { Child } from "hono/jsx";
import type { Language } from "../words/languages.ts";
import type { ReasonTextCode } from "../words/reason-text.ts";
import { say, type PlainKey, sayReason } from "../words/say.ts";
import { sayDay, sayDistance, sayOneOf } from "../words/when.ts";
import type { AccountModel, PasskeyItem } from "./account-model.ts";
import { Hallmark, type Steps } from "./mark.tsx";
import { When } from "./parts.tsx";
import { removePasskeyPath } from "./paths.ts";
import { Phrase } from "./phrase.tsx";

interface Props {
  readonly model: AccountModel;
  readonly passkey: PasskeyItem;
}

/** One passkey: whose it is, where it lives, what it proved and why that was or was not enough. */
export function PasskeyEntry({ model, passkey }: Props) {
  const { language } = model.context;
  return (
    <li class="passkey">
      <Hallmark steps={stepsOf(passkey)} />
      <div class="passkey-facts">
        <h3>
          <bdi>{nameOf(model, passkey)}</bdi>
        </h3>
        <p>
          <strong>{say(language, countsAs(passkey))}.</strong> {whyOf(language, passkey).join(" ")}
        </p>
        <dl class="facts">
          <Fact term={say(language, "passkey.kept")}>
            <Keeper model={model} passkey={passkey} />
          </Fact>
          <Fact term={say(language, "passkey.created")}>
            <When at={passkey.createdAt}>{sayDay(language, passkey.createdAt)}</When>
          </Fact>
          <Fact term={say(language, "passkey.used")}>
            <LastUse model={model} passkey={passkey} />
          </Fact>
        </dl>
        <Removal model={model} passkey={passkey} />
      </div>
    </li>
  );
}

/** What a passkey is called here; those that would be called alike are numbered by age. */
export function nameOf(model: AccountModel, passkey: PasskeyItem): string {
  const called = plainName(model, passkey);
  const alike = model.passkeys.filter((other) => plainName(model, other) === called);
  return alike.length < 2 ? called : `${called} ${alike.indexOf(passkey) + 1}`;
}

function plainName({ context }: AccountModel, { name, provider }: PasskeyItem): string {
  return name ?? provider ?? say(context.language, "keeper.unnamed");
}

/** WebAuthn L3 section 6.1.3: BE says that it may be copied, BS that it is. */
function keeping({ backupEligible, backedUp }: PasskeyItem): PlainKey {
  if (!backupEligible) return "keeper.bound";
  return backedUp ? "keeper.synced" : "keeper.waiting";
}

function Keeper({ model: { context }, passkey }: Props) {
  const { language } = context;
  return (
    <>
      {passkey.provider === null ? say(language, "keeper.unknown") : <bdi>{passkey.provider}</bdi>}
      <br />
      {say(language, keeping(passkey))}
    </>
  );
}

function LastUse({ model: { context, now }, passkey: { lastUsedAt, current } }: Props) {
  const { language } = context;
  if (lastUsedAt === null) return <>{say(language, "passkey.unused")}</>;
  const when = <When at={lastUsedAt}>{sayDistance(language, lastUsedAt, now)}</When>;
  return current ? <Phrase language={language} say="passkey.used.here" with={{ when }} /> : when;
}

function Fact({ term, children }: { readonly term: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Reasons that have shorter words beside the passkey, where what they lead to is said already. */
const BESIDE: Readonly<Partial<Record<ReasonTextCode, PlainKey>>> = {
  user_verified: "counts.user_verified",
  user_verification_missing: "counts.user_verification_missing",
  user_verification_unbacked: "counts.user_verification_unbacked",
  user_verification_known_issue: "counts.user_verification_known_issue",
};

function whyOf(language: Language, { state, reasons }: PasskeyItem): readonly string[] {
  if (state === "suspended") return [say(language, "counts.suspended")];
  return reasons.map((code) => {
    const key = BESIDE[code];
    return key === undefined ? sayReason(language, code) : say(language, key);
  });
}

function countsAs(passkey: PasskeyItem): PlainKey {
  const refused = passkey.state === "active" && passkey.verdict === "refused";
  return refused ? "counts.refused" : `counts.${stepsOf(passkey)}`;
}

function stepsOf({ state, verdict }: PasskeyItem): Steps {
  if (state === "suspended" || verdict === "refused") return "none";
  return verdict === "enough" ? "both" : "one";
}

/** Asked once more in place, without a script: what goes, and what is left to sign in with. */
function Removal({ model, passkey }: Props) {
  const { language } = model.context;
  if (!passkey.removable) return <p class="hint">{say(language, "passkey.remove.last")}</p>;
  const name = nameOf(model, passkey);
  const left = model.passkeys
    .filter(({ id, state }) => id !== passkey.id && state === "active")
    .map((other) => nameOf(model, other));
  return (
    <details class="removal">
      <summary aria-label={say(language, "passkey.remove.of", { name })}>
        {say(language, "passkey.remove")}
      </summary>
      <form method="post" action={removePasskeyPath(passkey.id)}>
        {left.length === 0 ? null : (
          <p>
            <Phrase
              language={language}
              say="passkey.remove.left"
              with={{ names: <bdi>{sayOneOf(language, left)}</bdi> }}
            />
          </p>
        )}
        <p>{say(language, "passkey.remove.keeper")}</p>
        <button type="submit" class="secondary">
          {say(language, "passkey.remove.confirm")}
        </button>
      </form>
    </details>
  );
}
