import type { Drill } from "../flows/weakest-drill.ts";
import { say } from "../words/say.ts";
import { sayOneOf } from "../words/when.ts";
import { toAdd } from "./held-name.ts";
import { PATHS } from "./paths.ts";
import { namedInWords, shownTogether, thingsInWords, type WeakestModel } from "./weakest-model.ts";

interface Props {
  readonly model: WeakestModel;
}

/** "If I lose this, can I still get in, and how?", for each thing that the account rests on. */
export function LostDrill({ model }: Props) {
  const { context, link } = model;
  const { language } = context;
  const passkeyHelps = link.drills.some(({ addFirst }) =>
    addFirst.some((list) => list.length === 1 && list[0] === "passkey"),
  );
  return (
    <section aria-labelledby="drill">
      <h2 id="drill">{say(language, "drill.title")}</h2>
      {link.drills.length === 0 ? null : <p>{say(language, "drill.lead")}</p>}
      <Losses model={model} />
      <LockedOut model={model} />
      {passkeyHelps || link.drills.length === 0 ? (
        <form method="post" action={PATHS.addPasskey}>
          <button type="submit" class="primary">
            {say(language, "drill.add.passkey")}
          </button>
        </form>
      ) : null}
    </section>
  );
}

/** One line for each thing that can be lost, and whether its owner still gets in. */
export function Losses({ model }: Props) {
  const { drills } = model.link;
  if (drills.length === 0) return null;
  return (
    <dl class="drill">
      {drills.map((drill) => (
        <Loss model={model} drill={drill} />
      ))}
    </dl>
  );
}

function Loss({ model, drill }: Props & { readonly drill: Drill }) {
  const { language } = model.context;
  const { standing, lost } = drill;
  return (
    <div class={standing === "out" ? "out" : undefined}>
      <dt>{namedInWords(model, "lost", lost)}</dt>
      <dd>
        <strong>{say(language, `drill.${standing}`)}.</strong> {howText(model, drill)}
        <Advice model={model} drill={drill} />
      </dd>
    </div>
  );
}

/** More alternatives than these would not be read. */
const MOST_NAMED = 3;
const DEVICES: ReadonlySet<string> = new Set(["phone", "laptop"]);

function howText(model: WeakestModel, { lost, left }: Drill): string {
  const { language } = model.context;
  const [first] = left;
  if (first === undefined) return "";
  const named = left.slice(0, MOST_NAMED).map(({ shown }) => shownTogether(model, shown));
  const ways = sayOneOf(language, named);
  if (first.action === "sign-in") {
    const elsewhere = lost.about.kind === "nothing" && DEVICES.has(lost.what);
    return say(language, elsewhere ? "drill.sign-in.elsewhere" : "drill.sign-in", { ways });
  }
  const waits = left.every((way) => way.waits);
  return say(language, waits ? "drill.recover.waits" : "drill.recover", { ways });
}

function Advice({ model, drill }: Props & { readonly drill: Drill }) {
  const { language, app } = model.context;
  if (drill.standing === "in") return null;
  const ways = toAdd(model.held, drill.addFirst);
  if (ways === null) {
    return drill.standing === "out" ? <p>{say(language, "drill.add.none", { app })}</p> : null;
  }
  const better = drill.standing === "out" ? "drill.add" : "drill.add.better";
  return <p>{say(language, better, { ways })}</p>;
}

function LockedOut({ model }: Props) {
  const { context, link } = model;
  const { language } = context;
  const { lockedOutBy } = link;
  if (lockedOutBy.some((things) => things.length === 0)) {
    return <p class="notice">{say(language, "drill.all.already")}</p>;
  }
  return (
    <div class="lines">
      <h3>{say(language, "drill.all.title")}</h3>
      {lockedOutBy.length === 0 ? (
        <p>{say(language, "drill.all.none")}</p>
      ) : (
        <>
          <p>{say(language, "drill.all.lead", { count: lockedOutBy.length })}</p>
          <ul>
            {lockedOutBy.map((things) => (
              <li>{thingsInWords(model, things)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
