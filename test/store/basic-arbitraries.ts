import fc from "fast-check";
import { newId } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { NOW, random } from "./records.ts";

/** Everything that a text, a number or a list can be. */

const unit = fc.constantFrom("\0", "\u001a", "\u001a0000", "😀", "\ud800", "\udfff", "é", "ﬀ");
const mark = fc.constantFrom("'", '"', "\\", "%", "?", "$1", ";", "--", "\n", "\uffff", "a", "Z");

export const oddText = fc.string({ unit: fc.oneof(unit, mark), maxLength: 12 });
export const textAs = <T extends string>(): fc.Arbitrary<T> => oddText as fc.Arbitrary<T>;
export const uniqueAs = <T extends string>(): fc.Arbitrary<T> =>
  oddText.map((text) => `${text}${random()}` as T);
export const id = fc.constant(null).map(() => newId<never>(NOW));
export const at = fc.maxSafeInteger().map(instant);
export const flag = fc.boolean();
export const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
export const texts = fc.array(oddText, { maxLength: 3 });
