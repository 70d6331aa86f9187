import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { caseAgrees, parseCases } from '../../server/conform/cases.ts';
import { differences } from '../../server/conform/compare.ts';
import { runScript } from '../../server/conform/run.ts';
import { type Answer, parseScript } from '../../server/conform/script.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'conform-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const samples = join(import.meta.dirname, 'samples');
const linux = join(samples, 'linux');
const recorded = join(samples, 'recorded');
const scriptsIn = (folder: string) => readdirSync(folder).filter((name) => !name.includes('.expected.'));
const names = scriptsIn(linux);
const answers = (text: string): Answer[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);

describe('the kernel answers as Linux did', () => {
  const families = new Map<string, string[]>();
  for (const folder of [linux, recorded]) {
    for (const name of scriptsIn(folder)) {
      const family = name.split('-')[0] as string;
      families.set(family, [...(families.get(family) ?? []), join(folder, name)]);
    }
  }
  it.each([...families])('in every call of the %s scripts', (_, files) => {
    for (const file of files) {
      const script = parseScript(readFileSync(file, 'utf8'), file);
      const expected = answers(readFileSync(file.replace('.jsonl', '.expected.jsonl'), 'utf8'));
      expect(differences(runScript(script), expected), file).toEqual([]);
    }
  });
});

describe('the policies answer as the textbook does', () => {
  const cases = parseCases(readFileSync(join(samples, 'ostep.jsonl'), 'utf8'), 'ostep.jsonl');
  it.each(['MLFQ', 'SJF', 'RR', 'FIFO', 'LRU', 'OPT'])('in every %s case', (policy) => {
    const chosen = cases.filter((line) => line.case.policy === policy);
    expect(chosen.length).toBeGreaterThan(0);
    for (const line of chosen) expect(caseAgrees(line), JSON.stringify(line.case)).toBe(true);
  });
});

describe('the conform command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/conform.ts', ...args], { encoding: 'utf8' });
  const one = join(linux, names[0] as string);

  it('prints one answer a call for a single script', () => {
    const printed = execFileSync(process.execPath, ['scripts/conform.ts', one], { encoding: 'utf8' });
    expect(answers(printed)).toEqual(answers(readFileSync(one.replace('.jsonl', '.expected.jsonl'), 'utf8')));
  });

  it('compares several and ends with the counts', () => {
    const { stdout, status } = run(one, join(linux, names[1] as string));
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^2 of 2 scripts agree \((\d+) of \1 calls\)$/);
  });

  it('names the calls that differ and exits 1', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 's.jsonl'), '{"p": "a", "call": "getuid", "args": []}\n');
    writeFileSync(join(folder, 's.expected.jsonl'), '{"i": 0, "ret": 7}\n');
    const { stdout, status } = run(folder);
    expect(status).toBe(1);
    expect(stdout).toContain('s.jsonl:1');
    expect(stdout).toContain('0 of 1 scripts agree (0 of 1 calls)');
  });

  it('names file, line and fault of a malformed script, exits 2 and runs nothing of it', () => {
    const folder = newFolder();
    const file = join(folder, 'bad.jsonl');
    writeFileSync(file, '{"p": "a", "call": "getuid", "args": []}\nnot json\n');
    const { stdout, stderr, status } = run(file);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('bad.jsonl:2');
  });

  it('writes answers beside nothing else with --write', () => {
    const folder = newFolder();
    expect(run('--write', folder, one).status).toBe(0);
    expect(readdirSync(folder)).toEqual([`${(names[0] as string).replace('.jsonl', '')}.actual.jsonl`]);
  });
});
