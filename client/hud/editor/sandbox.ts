/**
 * Runs a player's pickNext in a worker of its own, served with a policy that lets it evaluate text and reach nothing: no
 * network, no page, no storage of the game. Whoever started it ends it when it takes too long.
 */
interface Ask {
  code?: string;
  args?: unknown[];
}

type Pick = (...args: unknown[]) => unknown;

let pick: Pick | undefined;

/** What was returned, in the words of the language, where it is no number. */
function described(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? `the text "${value.slice(0, 20)}"` : String(value).slice(0, 40);
}

/** Lines that `new Function` puts before the text. */
const BEFORE = 2;

/** Line of the player's text at which an error arose, 0 where it is not known. */
function lineOf(error: unknown): number {
  const at = /<anonymous>:(\d+):\d+/.exec(error instanceof Error ? (error.stack ?? '') : '')?.[1];
  return at === undefined ? 0 : Math.max(1, Number(at) - BEFORE);
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  try {
    if (data.code !== undefined) {
      pick = new Function(`${data.code}\nreturn pickNext;`)() as Pick;
      if (typeof pick !== 'function') throw new Error('pickNext must be a function');
      postMessage({ ready: true });
    } else {
      const answer = pick?.(...(data.args ?? []));
      // A promise that fails later must not be told as a fault of the page.
      if (answer instanceof Promise) answer.catch(() => {});
      postMessage({ pid: typeof answer === 'number' ? answer : Number.NaN, said: described(answer) });
    }
  } catch (error) {
    postMessage({
      error: error instanceof Error ? error.message : String(error),
      line: lineOf(error),
      broken: error instanceof SyntaxError,
    });
  }
});
