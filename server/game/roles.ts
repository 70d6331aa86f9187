import { type Role, STATIONS } from '../../shared/roles.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { roleCounts } from '../../shared/scenarios/size.ts';
import { draw } from './prng.ts';

/** A person to give a role to: what they wish for, and what they have played, oldest first. */
export interface Candidate {
  id: string;
  wish: Role | '';
  /** What the host has set; comes before every wish. */
  assigned?: Role | '';
  past: readonly Role[];
}

/**
 * Gives out the roles. Wishes come first, among them who has played the role least; what is left rotates the same way, and
 * a draw from the seed decides among equals. A wish for a role that a small group has no place for is granted by itself.
 * What the host has set stands before all of that, where the scenario has the role.
 */
export function assignRoles(
  candidates: readonly Candidate[],
  scenario: Scenario,
  seed: number,
): Map<string, Role> {
  const counts = roleCounts(candidates.length, scenario);
  let random = seed >>> 0;
  const shuffled = candidates
    .map((candidate) => {
      const drawn = draw(random, 0x1_0000);
      random = drawn.state;
      return { ...candidate, order: drawn.value };
    })
    .sort((a, b) => a.order - b.order);
  const roles = new Map<string, Role>();
  for (const { id, assigned = '' } of candidates) {
    if (assigned === 'process' || (assigned !== '' && scenario.roles[assigned])) roles.set(id, assigned);
  }
  for (const role of ['malware', ...STATIONS] as const) {
    const allowed = scenario.roles[role];
    const wished =
      allowed && shuffled.some((candidate) => candidate.wish === role && !roles.has(candidate.id));
    const given = [...roles.values()].filter((other) => other === role).length;
    const places = Math.max(counts[role], wished ? 1 : 0) - given;
    const played = (candidate: Candidate): number => candidate.past.filter((past) => past === role).length;
    const ranked = shuffled
      .filter((candidate) => !roles.has(candidate.id))
      .sort(
        (a, b) =>
          rank(a, role) - rank(b, role) || played(a) - played(b) || lastPlayed(a, role) - lastPlayed(b, role),
      );
    for (const candidate of ranked.slice(0, Math.max(0, places))) {
      // The only player of a room is a process unless they wish otherwise.
      if (candidates.length > 1 || candidate.wish === role) roles.set(candidate.id, role);
    }
  }
  for (const candidate of candidates) if (!roles.has(candidate.id)) roles.set(candidate.id, 'process');
  return roles;
}

/** Wishing for it comes before not caring, and that before wishing for something else. */
function rank(candidate: Candidate, role: Role): number {
  if (candidate.wish === role) return 0;
  return candidate.wish === '' ? 1 : 2;
}

function lastPlayed(candidate: Candidate, role: Role): number {
  return candidate.past.lastIndexOf(role);
}
