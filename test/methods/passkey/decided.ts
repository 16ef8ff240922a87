/**
 * Cases where the specification leaves the answer to the relying party, and ours is not the one
 * that the corpus expects. Every other case of the corpus is answered as it expects.
 */
export const DECIDED: ReadonlyMap<
  string,
  { readonly answer: "accept" | "reject"; readonly why: string }
> = new Map([
  [
    "gen-reg-cd-bad-utf8-extra",
    {
      answer: "reject",
      why: "No client's serialisation makes bytes that are not UTF-8; to replace them would let two byte strings mean one text.",
    },
  ],
  [
    "gen-reg-cose-order",
    {
      answer: "accept",
      why: "Labels are unique, so their order says nothing, and some credential managers do not sort them. What could be read in two ways (indefinite or long lengths, repeated labels) is refused.",
    },
  ],
]);
