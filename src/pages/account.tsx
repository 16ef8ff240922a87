import { say } from "../words/say.ts";
import type { AccountModel } from "./account-model.ts";
import { Coach } from "./account-coach.tsx";
import { EmailAddress } from "./account-email.tsx";
import { PasskeyEntry } from "./account-passkey.tsx";
import { SessionEntry } from "./account-session.tsx";
import { OtherWaysIn } from "./account-ways.tsx";
import { Document, renderDocument } from "./document.tsx";
import { PATHS } from "./paths.ts";

/** `GET /account`: what the person has, and what it proved. */
export function renderAccount(model: AccountModel): string {
  return renderDocument(<Account {...model} />);
}

function Account(model: AccountModel) {
  const { context, email, notice } = model;
  const { language } = context;
  // Only after a change: a passkey that is being created in another tab is in no list yet.
  const scripts = notice === null ? [] : ["account"];
  const title = say(language, "account.title");
  return (
    <Document context={context} title={title} layout="record" scripts={scripts}>
      <div class="lede">
        <h1>{title}</h1>
        {email === null ? null : (
          <p class="lead">
            <bdi>{email}</bdi>
          </p>
        )}
        <form method="post" action={PATHS.signOut}>
          <button type="submit" class="quiet">
            {say(language, "account.signOut")}
          </button>
        </form>
      </div>
      <div class="task">
        {notice === null ? null : (
          <p class="notice" role="status">
            {say(language, `account.notice.${notice}`)}
          </p>
        )}
        <p>
          <a class="onward" href={PATHS.weakestLink}>
            {say(language, "weakest.link")}
          </a>
        </p>
        <p>
          <a class="onward" href={PATHS.sheet}>
            {say(language, "sheet.link")}
          </a>
        </p>
        <Coach model={model} />
        <Passkeys {...model} />
        <OtherWaysIn model={model} />
        <EmailAddress model={model} />
        <SessionEntry {...model} />
      </div>
    </Document>
  );
}

function Passkeys(model: AccountModel) {
  const { context, passkeys, passkeyOwner, email } = model;
  const { language } = context;
  const [only, ...more] = passkeys;
  const alone = only !== undefined && more.length === 0 ? only : null;
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{say(language, "account.passkeys")}</h2>
      <p>{say(language, "account.passkeys.lead")}</p>
      <ul
        class="passkeys"
        data-rp={passkeyOwner.rpId}
        data-user={passkeyOwner.userHandle}
        data-name={email}
      >
        {passkeys.map((passkey) => (
          <PasskeyEntry model={model} passkey={passkey} />
        ))}
      </ul>
      {alone === null ? null : (
        <p class="notice">
          {say(language, alone.backupEligible ? "account.only.synced" : "account.only.bound")}
        </p>
      )}
      <form method="post" action={PATHS.addPasskey}>
        <button type="submit" class="primary">
          {say(language, "account.add")}
        </button>
      </form>
    </section>
  );
}
