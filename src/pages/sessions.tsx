import type { Instant } from "../base/time.ts";
import { say } from "../words/say.ts";
import { sayDay, sayDistance } from "../words/when.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { Fact } from "./facts.tsx";
import { When } from "./parts.tsx";
import { endSessionPath, PATHS } from "./paths.ts";

export interface SessionsModel {
  readonly context: PageContext;
  readonly now: Instant;
  readonly notice: SessionsNotice | null;
  /** This one first. */
  readonly sessions: readonly SessionEntryModel[];
}

export const SESSIONS_NOTICES = ["ended", "others-ended"] as const;

export type SessionsNotice = (typeof SESSIONS_NOTICES)[number];

export interface SessionEntryModel {
  readonly id: string;
  readonly isCurrent: boolean;
  /** By their own names; null: not recognised. */
  readonly browser: string | null;
  readonly system: string | null;
  /** What it rests on, each in the middle of a sentence. */
  readonly restsOn: readonly string[];
  readonly confirmedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly endsAt: Instant;
  readonly network: string | null;
}

/** `GET /account/sessions`: every browser that the account is open in, and how it is closed there. */
export function renderSessions(model: SessionsModel): string {
  const { context, notice, sessions } = model;
  const { language } = context;
  const title = say(language, "sessions.title");
  return renderDocument(
    <Document context={context} title={title} layout="record">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "sessions.lead")}</p>
        <p class="aside">
          <a href={PATHS.account}>{say(language, "sessions.back")}</a>
        </p>
      </div>
      <div class="task">
        {notice === null ? null : (
          <p class="notice" role="status">
            {say(language, `sessions.notice.${notice}`)}
          </p>
        )}
        <ul class="sessions">
          {sessions.map((session) => (
            <Session model={model} session={session} />
          ))}
        </ul>
        {sessions.length < 2 ? (
          <p>{say(language, "sessions.alone")}</p>
        ) : (
          <form method="post" action={PATHS.endOtherSessions}>
            <button type="submit" class="secondary">
              {say(language, "sessions.endOthers")}
            </button>
          </form>
        )}
      </div>
    </Document>,
  );
}

interface Props {
  readonly model: SessionsModel;
  readonly session: SessionEntryModel;
}

function Session({ model, session }: Props) {
  const { language } = model.context;
  return (
    <li>
      <h2>
        {browserOf(model, session)}
        {session.isCurrent ? (
          <>
            {" "}
            <span class="tag">{say(language, "sessions.here")}</span>
          </>
        ) : null}
      </h2>
      <Facts model={model} session={session} />
      <End model={model} session={session} />
    </li>
  );
}

function browserOf({ context: { language } }: SessionsModel, session: SessionEntryModel): string {
  const { browser, system } = session;
  if (browser !== null && system !== null) {
    return say(language, "sessions.browser", { browser, system });
  }
  return browser ?? system ?? say(language, "sessions.unknown");
}

function Facts({ model: { context, now }, session }: Props) {
  const { language } = context;
  const { restsOn, confirmedAt, lastSeenAt, endsAt, network } = session;
  return (
    <dl class="facts">
      <Fact term={say(language, "sessions.shown")}>
        {restsOn.length === 0 ? (
          say(language, "sessions.nothing")
        ) : (
          <ul>
            {restsOn.map((one) => (
              <li>
                <bdi>{one}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact term={say(language, "sessions.confirmed")}>
        <When at={confirmedAt}>{sayDistance(language, confirmedAt, now)}</When>
      </Fact>
      <Fact term={say(language, "sessions.used")}>
        <When at={lastSeenAt}>{sayDistance(language, lastSeenAt, now)}</When>
      </Fact>
      {network === null ? null : (
        <Fact term={say(language, "sessions.from")}>
          <bdi dir="ltr">{network}</bdi>
        </Fact>
      )}
      <Fact term={say(language, "sessions.until")}>
        <When at={endsAt}>{sayDay(language, endsAt)}</When>
      </Fact>
    </dl>
  );
}

/** One's own is ended by signing out. */
function End({ model, session }: Props) {
  const { language } = model.context;
  const when = sayDistance(language, session.lastSeenAt, model.now);
  const label = say(language, "sessions.end.of", { browser: browserOf(model, session), when });
  return (
    <div class="doings">
      {session.isCurrent ? (
        <form method="post" action={PATHS.signOut}>
          <button type="submit">{say(language, "account.signOut")}</button>
        </form>
      ) : (
        <form method="post" action={endSessionPath(session.id)}>
          <button type="submit" aria-label={label}>
            {say(language, "sessions.end")}
          </button>
        </form>
      )}
    </div>
  );
}
