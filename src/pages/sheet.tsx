import type { Instant } from "../base/time.ts";
import { say } from "../words/say.ts";
import { sayDay } from "../words/when.ts";
import type { PasskeyItem } from "./account-model.ts";
import { Document, renderDocument } from "./document.tsx";
import { keepingOf, nameOf, wayInSentence } from "./held-name.ts";
import { PATHS } from "./paths.ts";
import { Phrase } from "./phrase.tsx";
import { Losses } from "./weakest-drill.tsx";
import type { WeakestModel } from "./weakest-model.ts";

export interface SheetModel extends WeakestModel {
  readonly email: string | null;
  readonly now: Instant;
  /** Where the site is, as somebody types it on a strange device. */
  readonly origin: string;
}

/** `GET /account/sheet`: one page to print, and no secret on it. */
export function renderSheet(model: SheetModel): string {
  const { context, email, now } = model;
  const { language, app } = context;
  const title = say(language, "sheet.title");
  const filled = {
    account: <bdi>{email ?? ""}</bdi>,
    app: <bdi>{app}</bdi>,
    day: sayDay(language, now),
  };
  return renderDocument(
    <Document context={context} title={title} layout="record" scripts={["secret"]}>
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">
          <Phrase language={language} say="sheet.for" with={filled} />
        </p>
        <div class="unprinted">
          <p>{say(language, "sheet.lead")}</p>
          <p class="doings" data-tools hidden>
            <button type="button" data-print>
              {say(language, "sheet.print")}
            </button>
          </p>
          <p class="aside">
            <a href={PATHS.account}>{say(language, "sessions.back")}</a>
          </p>
        </div>
      </div>
      <div class="task">
        <Kept model={model} />
        <AfterALoss model={model} />
        {model.link.drills.length === 0 ? null : (
          <section aria-labelledby="losses">
            <h2 id="losses">{say(language, "sheet.losses")}</h2>
            <Losses model={model} />
          </section>
        )}
        <p class="hint">{say(language, "sheet.fresh")}</p>
      </div>
    </Document>,
  );
}

function Kept({ model }: { readonly model: SheetModel }) {
  const { context, held } = model;
  const { language } = context;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{say(language, "sheet.passkeys")}</h2>
      {held.passkeys.length === 0 ? (
        <p>{say(language, "sheet.passkeys.none")}</p>
      ) : (
        <ul>
          {held.passkeys.map((passkey) => (
            <li>
              <PasskeyLine model={model} passkey={passkey} />
            </li>
          ))}
        </ul>
      )}
      {held.ways.length === 0 ? null : (
        <>
          <h3>{say(language, "sheet.ways")}</h3>
          <ul>
            {held.ways.map((way) => (
              <li>{wayInSentence(language, way)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function PasskeyLine({
  model: { context, held },
  passkey,
}: {
  readonly model: SheetModel;
  readonly passkey: PasskeyItem;
}) {
  const { language } = context;
  const filled = {
    name: <bdi>{nameOf(held, passkey)}</bdi>,
    keeping: say(language, keepingOf(passkey)),
  };
  return passkey.provider === null ? (
    <Phrase language={language} say="sheet.passkey.unknown" with={filled} />
  ) : (
    <Phrase
      language={language}
      say="sheet.passkey"
      with={{ ...filled, keeper: <bdi>{passkey.provider}</bdi> }}
    />
  );
}

function AfterALoss({ model: { context, origin } }: { readonly model: SheetModel }) {
  const { language } = context;
  const address = <bdi>{`${origin}${PATHS.recover}`}</bdi>;
  return (
    <section aria-labelledby="lost">
      <h2 id="lost">{say(language, "sheet.lost")}</h2>
      <ol>
        <li>{say(language, "sheet.lost.lock")}</li>
        <li>{say(language, "sheet.lost.synced")}</li>
        <li>
          <Phrase language={language} say="sheet.lost.recover" with={{ address }} />
        </li>
        <li>{say(language, "sheet.lost.remove")}</li>
      </ol>
    </section>
  );
}
