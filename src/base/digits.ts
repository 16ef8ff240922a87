/**
 * The zero of each script's ten decimal digits (Unicode general category Nd) that people have on
 * their keyboards: Arabic, Persian, N'Ko, Devanagari to Malayalam, Thai, Lao, Tibetan, Burmese,
 * Khmer, Mongolian, full-width.
 */
const ZEROS: readonly number[] = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/** More than anybody types to separate the digits of a number or a code. */
const MOST_CHARACTERS = 64;

/** The same text with every decimal digit in the form 0 to 9: ٣, ३ and ３ are a 3. */
export function asciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((each) => code >= each && code < each + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/**
 * What is left of something typed or pasted without what people put between digits: spaces, dashes,
 * and the invisible marks that come along with a copy. Undefined where it is far too long.
 */
export function typedDigits(typed: string): string | undefined {
  if (typed.length > MOST_CHARACTERS) return undefined;
  return asciiDigits(typed.replaceAll(/[\s\p{Pd}\p{Cf}]/gu, ""));
}
