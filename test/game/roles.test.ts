import { describe, expect, it } from 'vitest';
import { assignRoles, type Candidate } from '../../server/game/roles.ts';
import type { Role } from '../../shared/roles.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { infected } from '../../shared/scenarios/infected.ts';

const group = (count: number, change: (index: number) => Partial<Candidate> = () => ({})): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index}`, wish: '', past: [], ...change(index) }));

const counted = (roles: Map<string, Role>) => {
  const count = { process: 0, scheduler: 0, memory: 0, io: 0, auditor: 0, malware: 0 };
  for (const role of roles.values()) count[role] += 1;
  return count;
};

describe('roles', () => {
  it.each([
    [1, { scheduler: 0, memory: 0, io: 0, auditor: 0, malware: 0, process: 1 }],
    [5, { scheduler: 1, memory: 0, io: 0, auditor: 0, malware: 0, process: 4 }],
    [6, { scheduler: 1, memory: 0, io: 0, auditor: 1, malware: 1, process: 3 }],
    [12, { scheduler: 1, memory: 1, io: 0, auditor: 1, malware: 2, process: 7 }],
    [13, { scheduler: 2, memory: 1, io: 0, auditor: 1, malware: 2, process: 7 }],
    [14, { scheduler: 2, memory: 1, io: 1, auditor: 1, malware: 2, process: 7 }],
    [40, { scheduler: 4, memory: 1, io: 1, auditor: 1, malware: 4, process: 29 }],
  ])(
    'of %i players: a scheduler for twelve, malware for ten from six on, an auditor with it, memory from ten, I/O from fourteen',
    (players, expected) => {
      expect(counted(assignRoles(group(players), infected, 3))).toEqual(expected);
    },
  );

  it('hold no malware where the scenario has none, whatever is wished', () => {
    const roles = assignRoles(
      group(10, () => ({ wish: 'malware' })),
      firstBoot,
      3,
    );
    expect(counted(roles).malware).toBe(0);
  });

  it('follow wishes', () => {
    const wishes: Candidate['wish'][] = ['', 'scheduler', '', 'malware'];
    const roles = assignRoles(
      group(4, (index) => ({ wish: wishes[index] ?? '' })),
      infected,
      3,
    );
    expect(roles.get('s1')).toBe('scheduler');
    expect(roles.get('s3')).toBe('malware');
  });

  it('let a single player be what they wish', () => {
    for (const wish of ['scheduler', 'malware', 'process'] as const) {
      expect(
        assignRoles(
          group(1, () => ({ wish })),
          infected,
          3,
        ).get('s0'),
      ).toBe(wish);
    }
  });

  it('rotate: everybody schedules once before anybody does twice', () => {
    const past = new Map<string, Role[]>(group(12).map(({ id }) => [id, []]));
    for (let round = 0; round < 12; round += 1) {
      const roles = assignRoles(
        group(12, (index) => ({ past: past.get(`s${index}`) ?? [] })),
        firstBoot,
        round,
      );
      for (const [id, role] of roles) past.get(id)?.push(role);
    }
    for (const roles of past.values()) expect(roles.filter((role) => role === 'scheduler')).toHaveLength(1);
  });

  it('are what the host has set, before every wish, and take up the places they fill', () => {
    const roles = assignRoles(
      group(12, (index) => ({ wish: 'scheduler', assigned: index === 11 ? 'scheduler' : '' })),
      firstBoot,
      3,
    );
    expect([...roles].filter(([, role]) => role === 'scheduler')).toEqual([['s11', 'scheduler']]);
    const process = group(1, () => ({ wish: 'scheduler', assigned: 'process' }));
    expect(assignRoles(process, firstBoot, 3).get('s0')).toBe('process');
    const malware = group(2, () => ({ assigned: 'malware' }));
    expect(counted(assignRoles(malware, firstBoot, 3)).malware).toBe(0);
  });

  it('are the same for the same seed', () => {
    expect([...assignRoles(group(20), infected, 5)]).toEqual([...assignRoles(group(20), infected, 5)]);
    expect([...assignRoles(group(20), infected, 5)]).not.toEqual([...assignRoles(group(20), infected, 6)]);
  });
});
