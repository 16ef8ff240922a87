import { say, type PlainKey, sayReason } from "../words/say.ts";
import { sayDay, sayDistance, sayOneOf } from "../words/when.ts";
import type { AccountModel, PasskeyItem } from "./account-model.ts";
import { Hallmark } from "./mark.tsx";
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
      <Hallmark steps={passkey.steps} />
      <div class="passkey-facts">
        <h3>
          <bdi>{nameOf(model, passkey)}</bdi>
        </h3>
        <p class="counts">
          {say(language, passkey.steps === "both" ? "counts.both" : "counts.one")}
        </p>
        {passkey.reasons.map((code) => (
          <p>
            {code === "user_verified"
              ? say(language, "counts.user_verified")
              : sayReason(language, code)}
          </p>
        ))}
        <ul class="facts">
          {passkey.name !== null && passkey.provider !== null ? (
            <li>
              <bdi>{passkey.provider}</bdi>
            </li>
          ) : null}
          {passkey.provider === null ? <li>{say(language, "keeper.unknown")}</li> : null}
          <li>{say(language, keeping(passkey))}</li>
          <Dates model={model} passkey={passkey} />
          {passkey.current ? <li>{say(language, "passkey.current")}</li> : null}
        </ul>
        <Removal model={model} passkey={passkey} />
      </div>
    </li>
  );
}

export function nameOf({ context }: AccountModel, { name, provider }: PasskeyItem): string {
  return name ?? provider ?? say(context.language, "keeper.unnamed");
}

/** WebAuthn L3 section 6.1.3: BE says that it may be copied, BS that it is. */
function keeping({ state, backupEligible, backedUp }: PasskeyItem): PlainKey {
  if (state === "suspended") return "keeper.suspended";
  if (!backupEligible) return "keeper.bound";
  return backedUp ? "keeper.synced" : "keeper.waiting";
}

function Dates({ model: { context, now }, passkey: { createdAt, lastUsedAt } }: Props) {
  const { language } = context;
  const day = <When at={createdAt}>{sayDay(language, createdAt)}</When>;
  return (
    <>
      <li>
        <Phrase language={language} say="passkey.created" with={{ day }} />
      </li>
      <li>
        {lastUsedAt === null ? (
          say(language, "passkey.unused")
        ) : (
          <Phrase
            language={language}
            say="passkey.used"
            with={{
              when: <When at={lastUsedAt}>{sayDistance(language, lastUsedAt, now)}</When>,
            }}
          />
        )}
      </li>
    </>
  );
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
