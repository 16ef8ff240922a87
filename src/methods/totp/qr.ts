import { encode } from "uqr";

/** ISO/IEC 18004 section 5.3.8: four modules around it have to be light. */
const QUIET_MODULES = 4;

/**
 * The QR code of a text as an SVG element that stands on its own: nothing is fetched, so the seed
 * in it goes nowhere, and no style is needed. Dark on light whatever the page's colours are, since
 * many cameras read nothing else.
 *
 * @param text Such as the URI of `keyUri`.
 * @param title What it is, for those who cannot see it.
 */
export function qrSvg(text: string, title: string): string {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_MODULES });
  const dark = data.flatMap((row, y) =>
    darkRuns(row).map(([x, run]) => `M${x} ${y}h${run}v1h-${run}z`),
  );
  const name = escapeText(title);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img"` +
    ` aria-label="${name}" shape-rendering="crispEdges"><title>${name}</title>` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${dark.join("")}"/></svg>`
  );
}

/** Where dark modules begin in a row, and how many follow: a path of runs is a third as long. */
function darkRuns(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const text = row.map((module) => (module ? "#" : " ")).join("");
  return [...text.matchAll(/#+/g)].map((run) => [run.index, run[0].length] as const);
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
