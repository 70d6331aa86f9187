import { SCENARIO_VERSION, type Scenario } from './schema.ts';

/** Longest link that every browser, chat and mail program takes along whole, in characters of the fragment. */
export const MOST_LINK = 7_000;
/** Longest text that a link may unfold to, in characters: more than any scenario has. */
const MOST_TEXT = 128 * 1024;

const pipe = (bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream) =>
  new Blob([bytes]).stream().pipeThrough(through);

/** Reads a stream to its end; undefined where it is longer than anything that belongs here. */
async function gather(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = stream.getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MOST_TEXT) {
      await reader.cancel();
      return undefined;
    }
  }
}

/** The file of a scenario: JSON that says which version it is of. */
export function scenarioFile(scenario: Scenario): string {
  return `${JSON.stringify({ version: SCENARIO_VERSION, ...scenario }, null, 2)}\n`;
}

/** A scenario as it stands after the `#` of a link: compressed, in base64url. Browsers send nothing of it to a server. */
export async function packScenario(scenario: Scenario): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ version: SCENARIO_VERSION, ...scenario }));
  const stream = pipe(text, new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What a link says, not checked yet; undefined where it is no link of a scenario, or was cut off. */
export async function unpackScenario(fragment: string): Promise<unknown> {
  try {
    const binary = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    const text = await gather(pipe(bytes, new DecompressionStream('deflate-raw')));
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
