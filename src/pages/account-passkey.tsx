import type { Language } from "../words/languages.ts";
import type { ReasonTextCode } from "../words/reason-text.ts";
import { say, type PlainKey, sayReason } from "../words/say.ts";
import { sayDay } from "../words/when.ts";
import { Doings } from "./account-doings.tsx";
import type { AccountModel, PasskeyItem } from "./account-model.ts";
import { Fact, LastUse } from "./facts.tsx";
import { keepingOf, nameOf, passkeyInSentence } from "./held-name.ts";
import { Hallmark, type Steps } from "./mark.tsx";
import { When } from "./parts.tsx";
import { Phrase } from "./phrase.tsx";

interface Props {
  readonly model: AccountModel;
  readonly passkey: PasskeyItem;
}

/** One passkey: whose it is, where it lives, what it proved and why that was or was not enough. */
export function PasskeyEntry({ model, passkey }: Props) {
  const { language } = model.context;
  return (
    <li class="passkey" data-passkey-id={passkey.id}>
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
            <Used model={model} passkey={passkey} />
          </Fact>
        </dl>
        <Doings
          model={model}
          item={{ ...passkey, method: "passkey" }}
          what={passkeyInSentence(model, passkey)}
        />
      </div>
    </li>
  );
}

function Keeper({ model: { context }, passkey }: Props) {
  const { language } = context;
  return (
    <>
      {passkey.provider === null ? say(language, "keeper.unknown") : <bdi>{passkey.provider}</bdi>}
      <br />
      {say(language, keepingOf(passkey))}
    </>
  );
}

function Used({ model, passkey: { lastUsedAt, current } }: Props) {
  const when = <LastUse model={model} at={lastUsedAt} />;
  if (lastUsedAt === null || !current) return when;
  return <Phrase language={model.context.language} say="passkey.used.here" with={{ when }} />;
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
