import { say } from "../words/say.ts";
import type { AccountModel, WayItem } from "./account-model.ts";
import { nextStep } from "./coach-step.ts";
import { wayInSentence } from "./held-name.ts";
import { doWayPath } from "./paths.ts";

/** Said on the account page, above the passkeys, and nowhere else: who signs in is on the way to something. */
export function Coach({ model }: { readonly model: AccountModel }) {
  const { language } = model.context;
  const step = nextStep(model);
  if (step === null) return null;
  return (
    <section class="coach" aria-labelledby="coach">
      <h2 id="coach">{say(language, "coach.title")}</h2>
      {step.kind === "go" ? (
        <LetGo model={model} way={step.way} />
      ) : (
        <p>{say(language, `coach.${step.kind}`)}</p>
      )}
    </section>
  );
}

function LetGo({ model, way }: { readonly model: AccountModel; readonly way: WayItem }) {
  const { language } = model.context;
  const what = wayInSentence(language, way);
  return (
    <>
      <p>{say(language, "coach.go", { what })}</p>
      <p>
        <a class="onward" href={doWayPath(way.method, way.id, "remove")}>
          {say(language, "coach.go.do", { what })}
        </a>
      </p>
    </>
  );
}
