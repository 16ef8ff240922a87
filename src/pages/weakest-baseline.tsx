import { say } from "../words/say.ts";
import type { WeakestModel } from "./weakest-model.ts";
import { Needs } from "./weakest-takeovers.tsx";

const MOST_LISTED = 4;

/** How the account stands beside what most people have elsewhere. */
export function BesideBaseline({ model }: { readonly model: WeakestModel }) {
  const { context, link } = model;
  const { language } = context;
  const { standing, withstood } = link.besideBaseline;
  const count = withstood.length - MOST_LISTED;
  return (
    <section aria-labelledby="beside">
      <h2 id="beside">{say(language, "baseline.title")}</h2>
      <p>{say(language, `baseline.${standing}`)}</p>
      {withstood.length === 0 ? null : (
        <div class="lines">
          <p>{say(language, "baseline.withstood")}</p>
          <ul>
            {withstood.slice(0, MOST_LISTED).map((needs) => (
              <li>
                <Needs model={model} needs={needs} />
              </li>
            ))}
            {count > 0 ? <li>{say(language, "baseline.more", { count })}</li> : null}
          </ul>
        </div>
      )}
    </section>
  );
}
