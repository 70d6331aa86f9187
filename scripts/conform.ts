import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CaseLine, caseAgrees, runCase } from '../server/conform/cases.ts';
import { differences } from '../server/conform/compare.ts';
import { expectedOf, filesOf, isFolder, type Loaded, loadAll } from '../server/conform/files.ts';
import { runScript } from '../server/conform/run.ts';
import { type Answer, type ScriptCall, ScriptError } from '../server/conform/script.ts';

const USAGE =
  'Usage: npm run --silent conform -- [--write DIR] PATH...   (script files, files of textbook cases, or folders of them)';

/** Counts of what agreed; each unit is a script or a textbook case. */
const totals = { scripts: 0, scriptsAgree: 0, calls: 0, callsAgree: 0, cases: 0, casesAgree: 0 };

function report(where: string, given: unknown, expected: unknown, actual: unknown): void {
  const line = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
  console.log(`${where} ${line(given)}\n  expected ${line(expected)}\n  actual   ${line(actual)}`);
}

function compareScript(file: string, script: readonly ScriptCall[], expected: readonly Answer[]): void {
  const differing = differences(runScript(script), expected);
  for (const { i, expected: wanted, actual } of differing)
    report(`${basename(file)}:${i + 1}`, script[i], wanted, actual);
  const calls = Math.max(script.length, expected.length);
  totals.scripts += 1;
  totals.scriptsAgree += differing.length === 0 ? 1 : 0;
  totals.calls += calls;
  totals.callsAgree += calls - differing.length;
}

function compareCases(file: string, cases: readonly CaseLine[]): void {
  for (const [index, line] of cases.entries()) {
    const agrees = caseAgrees(line);
    totals.cases += 1;
    totals.casesAgree += agrees ? 1 : 0;
    if (!agrees) report(`${basename(file)}:${index + 1}`, line.case, line.expected, runCase(line.case));
  }
}

function answersOf(entry: Loaded): string {
  const answers: unknown[] =
    entry.kind === 'cases' ? entry.cases.map((line) => runCase(line.case)) : runScript(entry.script);
  return answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
}

function write(loaded: readonly Loaded[], folder: string): void {
  const names = loaded.map(({ file }) => `${basename(file, '.jsonl')}.actual.jsonl`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new ScriptError(`${folder}: two scripts would write ${twice}; give them one after the other.`);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [index, entry] of loaded.entries())
      writeFileSync(join(folder, names[index] as string), answersOf(entry));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ScriptError(`${folder}: the answers can't be written there (${code}).`);
  }
}

function compare(loaded: readonly Loaded[]): boolean {
  // Everything that could stop the comparison is read before the first call is made.
  const expected = new Map(
    loaded.filter(({ kind }) => kind === 'script').map(({ file }) => [file, expectedOf(file)]),
  );
  for (const entry of loaded) {
    if (entry.kind === 'cases') compareCases(entry.file, entry.cases);
    else compareScript(entry.file, entry.script, expected.get(entry.file) ?? []);
  }
  if (totals.cases > 0) console.log(`${totals.casesAgree} of ${totals.cases} textbook cases agree`);
  if (totals.scripts > 0) {
    console.log(
      `${totals.scriptsAgree} of ${totals.scripts} scripts agree (${totals.callsAgree} of ${totals.calls} calls)`,
    );
  }
  return totals.scriptsAgree === totals.scripts && totals.casesAgree === totals.cases;
}

/** Splits `--write DIR` off; undefined: the command was not called as it should be. */
function optionsOf(args: readonly string[]): { folder: string | undefined; paths: string[] } | undefined {
  const paths: string[] = [];
  let folder: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as string;
    if (arg === '--write' && folder === undefined && at + 1 < args.length) folder = args[++at];
    else if (arg.startsWith('--')) return undefined;
    else paths.push(arg);
  }
  return paths.length === 0 ? undefined : { folder, paths };
}

function run(folder: string | undefined, paths: readonly string[]): number {
  const loaded = loadAll(filesOf(paths));
  if (folder !== undefined) {
    write(loaded, folder);
    return 0;
  }
  const [only] = loaded;
  const single = loaded.length === 1 && paths.length === 1 && !isFolder(paths[0] as string);
  if (only !== undefined && single && only.kind === 'script') {
    process.stdout.write(answersOf(only));
    return 0;
  }
  return compare(loaded) ? 0 : 1;
}

function main(args: readonly string[]): number {
  const options = optionsOf(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  try {
    return run(options.folder, options.paths);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    console.error(error.message);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
