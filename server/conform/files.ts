import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CaseLine, isCaseFile, parseCases } from './cases.ts';
import { type Answer, parseAnswers, parseScript, type ScriptCall, ScriptError } from './script.ts';

/** A file that was read and checked whole: nothing of it has run yet. */
export type Loaded =
  | { file: string; kind: 'script'; script: ScriptCall[] }
  | { file: string; kind: 'cases'; cases: CaseLine[] };

const isAnswers = (name: string): boolean => /\.(expected|actual)\.jsonl$/.test(name);

/** What the host's file system said, without its stack. */
function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ScriptError(`${path}: it can't be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
  }
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function inFolder(path: string): string[] {
  const names = reading(path, () => readdirSync(path)).sort();
  return names
    .map((name) => join(path, name))
    .flatMap((name) =>
      isFolder(name) ? inFolder(name) : name.endsWith('.jsonl') && !isAnswers(name) ? [name] : [],
    );
}

/** The script and case files that the paths name: folders with all below them; recorded answers are no scripts. */
export function filesOf(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    if (!existsSync(path)) throw new ScriptError(`${path}: there is no such file or folder.`);
    if (!isFolder(path)) return isAnswers(path) ? [] : [path];
    return inFolder(path);
  });
  if (files.length > 0) return [...new Set(files)];
  throw new ScriptError(`${paths.join(', ')}: there is no script here; scripts are called NAME.jsonl.`);
}

function load(file: string): Loaded {
  const text = reading(file, () => readFileSync(file, 'utf8'));
  return isCaseFile(text)
    ? { file, kind: 'cases', cases: parseCases(text, file) }
    : { file, kind: 'script', script: parseScript(text, file) };
}

/** Reads and checks every file; what is wrong is told for each file that is, all at once. */
export function loadAll(files: readonly string[]): Loaded[] {
  const faults: string[] = [];
  const loaded = files.flatMap((file) => {
    try {
      return [load(file)];
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new ScriptError(faults.join('\n'));
  return loaded;
}

/** The recorded answers that stand beside a script. */
export function expectedOf(file: string): Answer[] {
  const beside = file.replace(/\.jsonl$/, '.expected.jsonl');
  if (beside === file || !existsSync(beside)) {
    const wanted = `${basename(file, '.jsonl')}.expected.jsonl`;
    throw new ScriptError(`${file}: ${wanted} must stand beside it to compare with.`);
  }
  return parseAnswers(
    reading(beside, () => readFileSync(beside, 'utf8')),
    beside,
  );
}
