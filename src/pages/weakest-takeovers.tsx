import type { Takeover, TakeoverLeg } from "../flows/weakest-takeovers.ts";
import type { Named } from "../flows/weakest-terms.ts";
import { say } from "../words/say.ts";
import { sayAllOf } from "../words/when.ts";
import { namedInWords, shownTogether, type WeakestModel } from "./weakest-model.ts";

/** More at once would not be read; the rest stands one step away. */
const MOST_LISTED = 6;

interface Props {
  readonly model: WeakestModel;
}

/** One line for each smallest set of what has to happen, beside a password and a code. */
export function Takeovers({ model }: Props) {
  const { context, link } = model;
  const { language } = context;
  const more = link.takeovers.slice(MOST_LISTED);
  return (
    <section aria-labelledby="takes">
      <h2 id="takes">{say(language, "weakest.takes.title")}</h2>
      {link.takeovers.length === 0 ? (
        <p>{say(language, "weakest.takes.none")}</p>
      ) : (
        <>
          <p>{say(language, "weakest.takes.lead")}</p>
          <Table
            model={model}
            caption={say(language, "weakest.takes.caption")}
            lines={link.takeovers.slice(0, MOST_LISTED)}
          />
        </>
      )}
      {more.length === 0 ? null : (
        <details class="help">
          <summary>{say(language, "weakest.takes.more", { count: more.length })}</summary>
          <Table model={model} caption={say(language, "weakest.takes.more.caption")} lines={more} />
        </details>
      )}
    </section>
  );
}

interface TableProps extends Props {
  readonly caption: string;
  readonly lines: readonly Takeover[];
}

/** Its roles are said, since on a narrow screen it is laid out as a list. */
function Table({ model, caption, lines }: TableProps) {
  const { language } = model.context;
  return (
    <table class="takes" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {say(language, "weakest.takes.needs")}
          </th>
          <th scope="col" role="columnheader">
            {say(language, "weakest.takes.way")}
          </th>
          <th scope="col" role="columnheader">
            {say(language, "weakest.takes.baseline")}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {lines.map((line) => (
          <Line model={model} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ model, line }: Props & { readonly line: Takeover }) {
  const { language } = model.context;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <span class="reach">{say(language, `reach.${line.reach}`)}</span>
        <Needs model={model} needs={line.needs} />
      </th>
      <td role="cell">
        <span class="narrow" aria-hidden="true">
          {say(language, "weakest.takes.way")}{" "}
        </span>
        {sayAllOf(
          language,
          line.legs.map((leg) => legText(model, leg)),
        )}
      </td>
      <td role="cell">
        <span class="narrow" aria-hidden="true">
          {say(language, "weakest.takes.baseline")}
          {": "}
        </span>
        {say(language, line.opensBaseline ? "weakest.takes.opens" : "weakest.takes.resists")}
      </td>
    </tr>
  );
}

/** All of it, in one sentence. */
export function Needs({ model, needs }: Props & { readonly needs: readonly Named[] }) {
  const and = ` ${say(model.context.language, "weakest.takes.and")} `;
  return (
    <span class="sentence">
      {needs.map((need, index) => (
        <>
          {index === 0 ? null : <b class="and">{and}</b>}
          {namedInWords(model, "needs", need)}
        </>
      ))}
    </span>
  );
}

function legText(model: WeakestModel, leg: TakeoverLeg): string {
  const { language } = model.context;
  if (leg.kind === "session" || leg.kind === "survives") return say(language, `leg.${leg.kind}`);
  const text =
    leg.kind === "binds"
      ? say(language, "leg.binds")
      : say(language, `leg.${leg.kind}`, { shown: shownTogether(model, leg.shown) });
  return leg.waits ? say(language, "leg.waits", { leg: text }) : text;
}
