import { say, sayReason } from "../words/say.ts";
import { sayDay, sayDistance } from "../words/when.ts";
import type { AccountModel } from "./account-model.ts";
import { nameOf } from "./held-name.ts";
import { When } from "./parts.tsx";
import { PATHS } from "./paths.ts";
import { Phrase } from "./phrase.tsx";

/** How this session came to be, and why what was shown was enough for it. */
export function SessionEntry(model: AccountModel) {
  const { context, session } = model;
  const { language } = context;
  const day = <When at={session.endsAt}>{sayDay(language, session.endsAt)}</When>;
  return (
    <section aria-labelledby="session">
      <h2 id="session">{say(language, "session.title")}</h2>
      <p>
        <Beginning {...model} /> <Phrase language={language} say="session.ends" with={{ day }} />
      </p>
      {session.reasons.map((code) => (
        <p>
          {code === "user_verified" ? `${say(language, "session.enough")} ` : ""}
          {sayReason(language, code)}
        </p>
      ))}
      {session.reasons.includes("user_verified") ? null : (
        <p>{say(language, "session.together")}</p>
      )}
      {session.phishingResistant ? <p>{say(language, "session.phishing")}</p> : null}
      <p>
        <a class="onward" href={PATHS.sessions}>
          {say(language, "sessions.link")}
        </a>
      </p>
      <p>
        <a class="onward" href={PATHS.activity}>
          {say(language, "activity.link")}
        </a>
      </p>
      <Record {...model} />
    </section>
  );
}

function Beginning(model: AccountModel) {
  const { context, session, passkeys, now } = model;
  const { language } = context;
  const at = session.authenticatedAt;
  const when = <When at={at}>{sayDistance(language, at, now)}</When>;
  const used = passkeys.find(({ current }) => current);
  if (used === undefined) {
    return <Phrase language={language} say="session.began.unnamed" with={{ when }} />;
  }
  if (used.name === null && used.provider === null) {
    return <Phrase language={language} say="session.began.passkey" with={{ when }} />;
  }
  const name = <bdi>{nameOf(model, used)}</bdi>;
  return <Phrase language={language} say="session.began" with={{ when, name }} />;
}

/** The words of the standards, for those who look for them. */
function Record({ context: { language }, session }: AccountModel) {
  return (
    <details class="help">
      <summary>{say(language, "session.record")}</summary>
      <dl class="record-list">
        <dt>{say(language, "session.policy")}</dt>
        <dd>
          <code>{session.policy}</code>
        </dd>
        <dt>{say(language, "session.rule")}</dt>
        <dd>
          <code>{session.rule}</code>
        </dd>
        <dt>{say(language, "session.level")}</dt>
        <dd>
          <code>{`AAL${session.aal}`}</code>
        </dd>
        <dt>{say(language, "session.methods")}</dt>
        <dd>
          <code>{session.amr.join(" ")}</code>
        </dd>
      </dl>
    </details>
  );
}
