import { unreachable } from "../base/fault.ts";
import { say } from "../words/say.ts";
import type { Letter } from "./letter.ts";
import { sayWay } from "./notice.ts";
import { oneLine } from "./plain-text.ts";
import { type Site, sayLife } from "./templates.ts";

/**
 * Puts a letter into the words of a text message. Nothing that a person chose stands in it.
 *
 * The last line of a code binds it to the site, so that a browser offers it there and nowhere else
 * ("Delivering origin-bound one-time codes over SMS", WICG: `@host #code`).
 */
export function writeSms(letter: Letter, site: Site): string {
  const { language, host } = site;
  const app = oneLine(site.app);
  switch (letter.template) {
    case "email-code":
    case "sms-code": {
      const { code, minutes } = letter;
      const life = sayLife(language, minutes);
      return `${say(language, "sms.code", { code, app, life })}\n\n@${host} #${code}`;
    }
    case "magic-link":
    case "enrol-link":
      return `${app}: ${letter.link}\n${sayLife(language, letter.minutes)}`;
    case "notice": {
      const { notice, way, report } = letter;
      const said = say(language, `sms.notice.${notice}`, { app, way: sayWay(language, way) });
      return report === null ? said : `${said} ${say(language, "sms.report", { link: report })}`;
    }
    default:
      return unreachable(letter);
  }
}
