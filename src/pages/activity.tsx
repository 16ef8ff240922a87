import type { Activity, Happening } from "../flows/activity.ts";
import type { Instant } from "../base/time.ts";
import { say } from "../words/say.ts";
import { sayAllOf, sayDistance } from "../words/when.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { When } from "./parts.tsx";
import { PATHS } from "./paths.ts";
import { Phrase } from "./phrase.tsx";

export interface ActivityModel {
  readonly context: PageContext;
  readonly now: Instant;
  /** The newest first. */
  readonly activity: readonly Activity[];
}

/** `GET /account/activity`: what happened to the account, in plain words. */
export function renderActivity(model: ActivityModel): string {
  const { context, activity } = model;
  const { language } = context;
  const title = say(language, "activity.title");
  return renderDocument(
    <Document context={context} title={title} layout="record">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "activity.lead")}</p>
        <p class="aside">
          <a href={PATHS.account}>{say(language, "sessions.back")}</a>
        </p>
      </div>
      <div class="task">
        {activity.length === 0 ? (
          <p>{say(language, "activity.none")}</p>
        ) : (
          <ol class="activity">
            {activity.map((one) => (
              <li>
                <strong>{whatInWords(model, one)}</strong>
                <br />
                <Where model={model} activity={one} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </Document>,
  );
}

const NAMED = [
  "signed-in",
  "recovered",
  "added",
  "changed",
  "removed",
  "suspended",
  "lifted",
  "renamed",
] as const;

type Named = (typeof NAMED)[number];

function whatInWords({ context }: ActivityModel, { what, methods }: Activity): string {
  const { language } = context;
  const named = methods.map((method) => say(language, `mail.way.${method}`));
  const all = named.length === 0 ? say(language, "mail.way.other") : sayAllOf(language, named);
  return names(what)
    ? say(language, `activity.${what}`, { methods: all })
    : say(language, `activity.${what}`);
}

/** Whether it is told with the names of methods. */
function names(what: Happening): what is Named {
  return (NAMED as readonly string[]).includes(what);
}

function Where({
  model: { context, now },
  activity: { at, network },
}: {
  readonly model: ActivityModel;
  readonly activity: Activity;
}) {
  const { language } = context;
  const when = <When at={at}>{sayDistance(language, at, now)}</When>;
  if (network === "") return when;
  return (
    <Phrase
      language={language}
      say="activity.from"
      with={{ when, network: <bdi>{network}</bdi> }}
    />
  );
}
