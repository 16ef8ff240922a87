import type { Language } from "../words/languages.ts";
import { say } from "../words/say.ts";
import { Phrase } from "./phrase.tsx";

/** More than these would not be read. */
const MOST_LISTED = 6;

/** What signing in becomes: each line enough. What is enough was decided elsewhere. */
export function SignInAfter({
  language,
  left,
}: {
  readonly language: Language;
  readonly left: readonly string[];
}) {
  const [only, ...others] = left;
  if (only === undefined) return null;
  if (others.length === 0) {
    return (
      <p>
        <Phrase
          language={language}
          say="after.one"
          with={{ ways: <bdi class="name">{only}</bdi> }}
        />
      </p>
    );
  }
  const count = left.length - MOST_LISTED;
  return (
    <div class="after">
      <p>{say(language, "after.any")}</p>
      <ul>
        {left.slice(0, MOST_LISTED).map((way) => (
          <li>
            <bdi>{way}</bdi>
          </li>
        ))}
        {count > 0 ? <li>{say(language, "after.more", { count })}</li> : null}
      </ul>
    </div>
  );
}
