import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";

/**
 * What has to be said of codes by text message wherever they are offered, with what there is instead
 * (NIST SP 800-63B-4 section 3.2.9).
 */
export function Restricted({ context: { language } }: { readonly context: PageContext }) {
  return (
    <p class="restricted">
      <strong>{say(language, "way.restricted")}.</strong> {say(language, "way.restricted.text")}
    </p>
  );
}
