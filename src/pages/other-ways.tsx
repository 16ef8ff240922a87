import { say } from "../words/say.ts";
import type { AttemptModel } from "./attempt-model.ts";
import { wayPath } from "./paths.ts";

/** What could be shown instead: only what the decision asks for as well (U7). */
export function OtherWays({ model }: { readonly model: AttemptModel }) {
  const { context, others } = model;
  const { language } = context;
  if (others.length === 0) return null;
  return (
    <nav class="others" aria-labelledby="others">
      <h2 id="others">{say(language, "way.another")}</h2>
      <ul>
        {others.map(({ method }) => (
          <li>
            <a href={wayPath(model.id, method, model.returnTo)}>
              {say(language, "way.use", { way: say(language, `way.${method}`) })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
