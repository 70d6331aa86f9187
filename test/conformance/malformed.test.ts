import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCases } from '../../server/conform/cases.ts';
import { runScript } from '../../server/conform/run.ts';
import { parseScript, type ScriptCall } from '../../server/conform/script.ts';

const conform = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/conform.ts', ...args], { encoding: 'utf8' });
const folder = (): string => mkdtempSync(join(tmpdir(), 'conform-'));
const GOOD = '{"p": "a", "call": "getuid", "args": []}';

/** A folder with these files. */
function folderOf(files: Record<string, string>): string {
  const path = folder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const line = (call: string, ...args: unknown[]): string => JSON.stringify({ p: 'a', call, args });

describe('a malformed line of a script is named with what is wrong', () => {
  it.each([
    ['no JSON', '{"p": "a", ', 'the line is not JSON; write {"p": "a", "call": "getpid", "args": []}.'],
    ['no object', '[1]', 'the line must be a JSON object; write {"p": "a", "call": "getpid", "args": []}.'],
    [
      'no process',
      '{"call": "getuid", "args": []}',
      '"p" must be the label of the process that makes the call.',
    ],
    ['no call', '{"p": "a", "args": []}', '"call" must be the name of a call, as a string.'],
    ['no arguments', '{"p": "a", "call": "getuid"}', '"args" must be the list of the arguments.'],
    ['an unknown call', line('frobnicate'), 'there is no call "frobnicate".'],
    ['a name of every object', line('constructor'), 'there is no call "constructor".'],
    ['too few arguments', line('read', 3), 'read takes 2 arguments, and 1 is given.'],
    ['too many', line('close', 3, 4), 'close takes 1 argument, and 2 are given.'],
    [
      'too many where some may be left out',
      line('open', '/', 0, 0, 0),
      'open takes 2 to 3 arguments, and 4 are given.',
    ],
    [
      'an unknown flag',
      line('open', '/tmp/f', 'O_RDWR|O_SHINY', 0),
      'argument 2 of open holds the unknown flag "O_SHINY", and must be flags of open, joined by |.',
    ],
    [
      'a flag of another call',
      line('access', '/tmp', 'O_RDWR'),
      'argument 2 of access holds the unknown flag "O_RDWR", and must be F_OK, R_OK, W_OK and X_OK, joined by |.',
    ],
    [
      'an unknown signal',
      line('kill', 'a', 'SIGFOO'),
      'argument 2 of kill is "SIGFOO", and must be the name of a signal.',
    ],
    [
      'an unknown signal in a list',
      line('sigblock', ['SIGINT', 'SIGFOO']),
      'argument 1 of sigblock holds the unknown signal "SIGFOO", and must be a list of signals.',
    ],
    ['a string for a number', line('close', '3'), 'argument 1 of close is "3", and must be a whole number.'],
    ['a fraction', line('close', 1.5), 'argument 1 of close is 1.5, and must be a whole number.'],
    ['a number for a path', line('stat', 3), 'argument 1 of stat is 3, and must be a string.'],
    ['null', line('unlink', null), 'argument 1 of unlink is null, and must be a string.'],
    [
      'an address that is none',
      line('load', 'm1-4'),
      'argument 1 of load is "m1-4", and must be an address: NAME, NAME+OFFSET, NULL or KERNEL.',
    ],
    [
      'a whence of its own',
      line('lseek', 3, 0, 'SEEK_HOME'),
      'argument 3 of lseek is "SEEK_HOME", and must be SEEK_SET, SEEK_CUR or SEEK_END.',
    ],
  ])('%s', (_, bad, wrong) => {
    expect(() => parseScript(`${GOOD}\n\n${bad}\n`, 's.jsonl')).toThrow(`s.jsonl:3: ${wrong}`);
  });
});

describe('a malformed textbook case is named with its field', () => {
  const given = (value: unknown): string => JSON.stringify({ case: value, expected: {} });
  it.each([
    ['an unknown kind', given({ kind: 'disk' }), '"case.kind" is wrong'],
    [
      'an unknown policy',
      given({ kind: 'paging', policy: 'BEST', frames: 1, pages: [] }),
      '"case.policy" is wrong',
    ],
    [
      'a job that never ends',
      given({ kind: 'sched', policy: 'RR', jobs: [{ name: '0', start: 0, run: 0 }] }),
      '"case.jobs.0.run" is wrong',
    ],
    ['no answer', '{"case": {"kind": "sched"}}', '"expected", the answer to compare with, is missing.'],
  ])('%s', (_, bad, wrong) => {
    expect(() => parseCases(bad, 'c.jsonl')).toThrow(`c.jsonl:1: ${wrong}`);
  });
});

describe('the conform command', () => {
  it('tells the fault of every malformed file, runs nothing and exits 2', () => {
    const path = folderOf({
      'a.jsonl': `${GOOD}\nnonsense\n`,
      'b.jsonl': `${GOOD}\n${line('close')}\n`,
      'c.jsonl': GOOD,
    });
    const { stdout, stderr, status } = conform(path);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('a.jsonl:2: the line is not JSON');
    expect(lines[1]).toContain('b.jsonl:2: close takes 1 argument, and 0 are given.');
  });

  it.each([
    ['a path that is not there', () => '/nowhere/at-all.jsonl', 'there is no such file or folder'],
    ['a folder without scripts', () => folder(), 'there is no script here'],
    [
      'recorded answers alone',
      () => join(folderOf({ 's.expected.jsonl': '' }), 's.expected.jsonl'),
      'there is no script here',
    ],
    ['an unknown option', () => '--fast', 'Usage: '],
    [
      'a script in a folder without its answers',
      () => folderOf({ 's.jsonl': GOOD }),
      's.expected.jsonl must stand beside it',
    ],
    [
      'recorded answers that are none',
      () => folderOf({ 's.jsonl': GOOD, 's.expected.jsonl': 'x' }),
      's.expected.jsonl:1: the line is not JSON',
    ],
  ])('exits 2 with one sentence for %s', (_, path, sentence) => {
    const { stdout, stderr, status } = conform(path());
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(sentence);
  });

  it('answers an empty script with nothing, and finds that it agrees with empty answers', () => {
    const path = folderOf({ 's.jsonl': '', 's.expected.jsonl': '' });
    expect(conform(join(path, 's.jsonl'))).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(conform(path)).toMatchObject({ status: 0, stdout: '1 of 1 scripts agree (0 of 0 calls)\n' });
  });

  it('counts calls whose answer is missing, and takes recorded answers among the paths for what they are', () => {
    const path = folderOf({ 's.jsonl': `${GOOD}\n${GOOD}\n`, 's.expected.jsonl': '{"i": 0, "ret": 0}\n' });
    const { stdout, status } = conform(join(path, 's.jsonl'), join(path, 's.expected.jsonl'), path);
    expect(status).toBe(1);
    expect(stdout).toContain('expected nothing');
    expect(stdout.trim().split('\n').at(-1)).toBe('0 of 1 scripts agree (1 of 2 calls)');
  });

  it('writes nothing where two scripts of the same name would end up in one file', () => {
    const path = folderOf({ 's.jsonl': GOOD });
    mkdirSync(join(path, 'more'));
    writeFileSync(join(path, 'more', 's.jsonl'), GOOD);
    const out = folder();
    expect(conform('--write', out, path).status).toBe(2);
    expect(readdirSync(out)).toEqual([]);
  });

  it('writes the answers of a script that has nothing to compare with', () => {
    const out = folder();
    expect(conform('--write', out, folderOf({ 's.jsonl': GOOD })).status).toBe(0);
    expect(readFileSync(join(out, 's.actual.jsonl'), 'utf8')).toBe('{"i":0,"ret":0}\n');
  });
});

describe('a well-formed script', () => {
  const number = fc.oneof(
    fc.integer({ min: -2, max: 6 }),
    fc.constantFrom(4096, 65_536, 2 ** 31, 2 ** 32 + 3, 2 ** 48, Number.MAX_SAFE_INTEGER, -(2 ** 40)),
  );
  const path = fc.constantFrom(
    '/tmp/f',
    '/tmp',
    '',
    '/',
    '..',
    '/home/ada/diary',
    '/dev/null',
    'x'.repeat(300),
  );
  const address = fc.constantFrom('m', 'm+5000', 'NULL', 'KERNEL', 'KERNEL+64', 'm+999999999999999', 'other');
  const flag = fc.constantFrom('O_RDWR|O_CREAT', 'O_WRONLY|O_APPEND', '', 'O_RDONLY|O_DIRECTORY');
  const call = (name: string, ...args: fc.Arbitrary<string | number | string[]>[]) =>
    fc.tuple(...args).map((given): ScriptCall => ({ p: 'a', call: name, args: given }));
  const anything = fc.oneof(
    call(
      'mmap',
      fc.constant('m'),
      number,
      fc.constantFrom('PROT_READ|PROT_WRITE', 'PROT_NONE'),
      fc.constantFrom('MAP_PRIVATE|MAP_ANONYMOUS', 'MAP_SHARED', ''),
      number,
      number,
    ),
    call('munmap', address, number),
    call('mprotect', address, number, fc.constant('PROT_READ')),
    call('open', path, flag, number),
    call('lseek', number, number, fc.constantFrom('SEEK_SET', 'SEEK_CUR', 'SEEK_END')),
    call('read', number, number),
    call('pread64', number, number, number),
    call('pwrite64', number, path, number),
    call('write_n', number, number),
    call('read_to', number, address, number),
    call('write_from', number, address, number),
    call('ftruncate', number, number),
    call('truncate', path, number),
    call('dup2', number, number),
    call('fcntl', number, fc.constantFrom('F_DUPFD', 'F_SETFL', 'F_SETFD'), number),
    call('setrlimit', fc.constant('RLIMIT_NOFILE'), number, number),
    call('umask', number),
    call('chmod', path, number),
    call('chown', path, number, number),
    call('setpriority', number),
    call('wait4', number, fc.constant('WNOHANG')),
    call('pipe'),
    call('getdents64', number),
    call('mkdir', path, number),
  );

  it('gets an answer to every call, however large or negative its numbers are', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 30 }), (script) => {
        expect(runScript(script)).toHaveLength(script.length);
      }),
      { numRuns: 300 },
    );
  });
});
