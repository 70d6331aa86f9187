import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { caseAgrees, differences, parseCases, runCase } from '../server/conform/compare.ts';
import { runScript } from '../server/conform/run.ts';
import { type Answer, parseScript, ScriptError } from '../server/conform/script.ts';

const USAGE =
  'Usage: npm run --silent conform -- [--write DIR] PATH...   (script files, files of textbook cases, or folders of them)';

/** The script and case files that a path names. */
function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new ScriptError(`${path}: there is no such file or folder.`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .flatMap((name) => (statSync(name).isDirectory() ? filesOf(name) : name.endsWith('.jsonl') ? [name] : []))
    .filter((name) => !/\.(expected|actual)\.jsonl$/.test(name));
}

function isCaseFile(text: string): boolean {
  return /^\s*\{\s*"case"/.test(text);
}

const jsonLines = (answers: readonly unknown[]): string =>
  answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');

interface Loaded {
  file: string;
  text: string;
}

/** Counts of what agreed; each unit is a script or a textbook case. */
const totals = { scripts: 0, scriptsAgree: 0, calls: 0, callsAgree: 0, cases: 0, casesAgree: 0 };

function compareScript({ file, text }: Loaded): void {
  const expectedFile = file.replace(/\.jsonl$/, '.expected.jsonl');
  if (!existsSync(expectedFile))
    throw new ScriptError(`${file}: ${basename(expectedFile)} must stand beside it.`);
  const expected = readFileSync(expectedFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  const script = parseScript(text, file);
  const differing = differences(runScript(script), expected);
  for (const { i, expected: wanted, actual } of differing) {
    console.log(
      `${basename(file)}:${i + 1} ${JSON.stringify(script[i])}\n  expected ${JSON.stringify(wanted)}\n  actual   ${JSON.stringify(actual)}`,
    );
  }
  totals.scripts += 1;
  totals.scriptsAgree += differing.length === 0 ? 1 : 0;
  totals.calls += expected.length;
  totals.callsAgree += expected.length - differing.length;
}

function compareCases({ file, text }: Loaded): void {
  for (const [index, line] of parseCases(text, file).entries()) {
    const agrees = caseAgrees(line);
    totals.cases += 1;
    totals.casesAgree += agrees ? 1 : 0;
    if (agrees) continue;
    console.log(
      `${basename(file)}:${index + 1} ${JSON.stringify(line.case)}\n  expected ${JSON.stringify(line.expected)}\n  actual   ${JSON.stringify(runCase(line.case))}`,
    );
  }
}

function answersOf({ file, text }: Loaded): unknown[] {
  return isCaseFile(text)
    ? parseCases(text, file).map((line) => runCase(line.case))
    : runScript(parseScript(text, file));
}

function write(loaded: readonly Loaded[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of loaded) {
    writeFileSync(
      join(folder, `${basename(entry.file, '.jsonl')}.actual.jsonl`),
      jsonLines(answersOf(entry)),
    );
  }
}

function compare(loaded: readonly Loaded[]): boolean {
  for (const entry of loaded) (isCaseFile(entry.text) ? compareCases : compareScript)(entry);
  if (totals.cases > 0) console.log(`${totals.casesAgree} of ${totals.cases} textbook cases agree`);
  if (totals.scripts > 0 || totals.cases === 0) {
    console.log(
      `${totals.scriptsAgree} of ${totals.scripts} scripts agree (${totals.callsAgree} of ${totals.calls} calls)`,
    );
  }
  return totals.scriptsAgree === totals.scripts && totals.casesAgree === totals.cases;
}

function main(args: string[]): number {
  const at = args.indexOf('--write');
  const folder = at < 0 ? undefined : args[at + 1];
  const paths = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  if (paths.length === 0 || (at >= 0 && folder === undefined)) {
    console.error(USAGE);
    return 2;
  }
  try {
    const loaded = paths.flatMap(filesOf).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
    // Every line is checked before the first call is made.
    for (const { file, text } of loaded) isCaseFile(text) ? parseCases(text, file) : parseScript(text, file);
    if (folder !== undefined) {
      write(loaded, folder);
      return 0;
    }
    const single = loaded.length === 1 && paths.length === 1 && !statSync(paths[0] as string).isDirectory();
    if (single && !isCaseFile((loaded[0] as Loaded).text)) {
      process.stdout.write(jsonLines(answersOf(loaded[0] as Loaded)));
      return 0;
    }
    return compare(loaded) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    console.error(error.message);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
