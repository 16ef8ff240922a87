import { say } from "../words/say.ts";
import type { AttemptModel, SecretStep } from "./attempt-model.ts";
import { Phrase } from "./phrase.tsx";

/** New saved codes: to be copied or printed with a script, and to be selected without one. */
export function SavedCodes({
  model: { context },
  step,
}: {
  readonly model: AttemptModel;
  readonly step: SecretStep;
}) {
  const { language, app } = context;
  if (step.codes.length === 0) return null;
  const account = <bdi>{step.identifier ?? ""}</bdi>;
  return (
    <div class="saved-codes">
      <p class="printed">
        <Phrase
          language={language}
          say="saved.print.for"
          with={{ account, app: <bdi>{app}</bdi> }}
        />
      </p>
      <ol class="codes" dir="ltr" id="codes">
        {step.codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div class="doings" data-tools hidden>
        <button
          type="button"
          data-copy="codes"
          data-copied={say(language, "saved.copied")}
          data-failed={say(language, "saved.copy.failed")}
        >
          {say(language, "saved.copy")}
        </button>
        <button type="button" data-print>
          {say(language, "saved.print")}
        </button>
      </div>
      <p class="hint" role="status" data-said></p>
    </div>
  );
}
