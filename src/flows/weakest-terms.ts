import type { Shape, Way } from "../analysis/shape.ts";
import type { Assertion } from "../evidence/external.ts";
import { maskNumber } from "../methods/sms-code/number.ts";
import type { Shown } from "./prospect.ts";

/** Something that happens to an owner, or that he loses, and what it is about. */
export interface Named {
  /** As the analysis names it, without what it is about: `takes-locked`, `phone`. */
  readonly what: string;
  readonly about: About;
}

export type About =
  | { readonly kind: "nothing" }
  | { readonly kind: "device"; readonly device: "phone" | "laptop" | "either" }
  | { readonly kind: "passkey"; readonly credential: string }
  | { readonly kind: "channel"; readonly address: string };

/** What is shown, as far as it can be called by a name. */
export interface ShownWay extends Shown {
  /** Of what others say: which it is. */
  readonly assertion: Assertion | null;
}

const NOTHING: About = { kind: "nothing" };

/** What a shape calls by numbers, by what those stand for. */
export interface Terms {
  /** `takes-key(k1)`: what somebody does. */
  compromise(text: string): Named;
  /** `key-k1`: what is lost. */
  thing(text: string): Named;
  shown(way: Way): ShownWay;
  shownBy(id: string): ShownWay;
}

export function termsOf(shape: Shape, addresses: readonly string[]): Terms {
  const keys = shape.account.credentials.filter(({ method }) => method === "passkey");
  const numbers = shape.account.credentials.flatMap(({ best: { evidence } }) =>
    evidence.kind === "sms-code" ? [maskNumber(evidence.number)] : [],
  );
  const byId = new Map(shape.ways.map((way) => [way.id, way]));
  const channel = (list: readonly string[], index: string): About => {
    const address = list[index === "" ? 0 : Number(index) - 1];
    return address === undefined ? NOTHING : { kind: "channel", address };
  };
  const about = (what: string, index: string): About => {
    if (index === "phone" || index === "laptop") return { kind: "device", device: index };
    if (/^(?:controls-email|inbox)$/.test(what)) return channel(addresses, index);
    if (/^(?:controls-number|number)$/.test(what)) return channel(numbers, index);
    const key = /^k(\d+)$/.exec(index)?.[1];
    const credential = keys[Number(key) - 1]?.id;
    return credential === undefined ? NOTHING : { kind: "passkey", credential };
  };
  const shown = ({ proof, credential }: Way): ShownWay => ({
    method: proof.method,
    credential,
    assertion: proof.evidence.kind === "external" ? proof.evidence.assertion : null,
  });
  return {
    compromise: (text) => readNamed(text, about),
    thing: (text) => readNamed(text.replace(/^(key|device)-(.+)$/, "$1($2)"), about),
    shown,
    shownBy: (id) => {
      const way = byId.get(id);
      return way === undefined
        ? { method: "external", credential: null, assertion: null }
        : shown(way);
    },
  };
}

function readNamed(text: string, about: (what: string, index: string) => About): Named {
  const [, what = text, index = ""] = /^([^()]+)(?:\((.+)\))?$/.exec(text) ?? [];
  return { what, about: about(what, index) };
}
