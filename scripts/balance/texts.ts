/** What stands before the figures in docs/BALANCE.md. */
export function introduction(rounds: number, players: number): string {
  return `# Balance

Measured by \`npm run balance -- --rounds ${rounds} --write\`, which plays every scenario with bots of three skills and writes this
page. Seeds are fixed, so the same code gives the same figures. A class has ${players} players with the roles that a room would deal out
to them, and bots as far as the scenario asks for more processes. A share stands with its 95 % interval (Wilson).

**The team wins** when the user's patience has lasted to the end of the round and every goal of the scenario is met. Goals are measured
on the simulated machine; a target is given for the machine's load, since a core that eight processes share does less for each.
**Malware wins** when it got at something, or brought something about, before the auditor stopped it on evidence for the first time:
each malware seat by itself. Patience goes by itself, comes back with a job done, and goes with each tick that a job takes: there is no
cliff at its deadline.

Aims: middling teams win 45 to 70 %, novice ones 5 to 25 %; middling malware wins 25 to 45 % where it can win; more skill never does
worse; a seat of any role has most points of the room 0.4 to 2.5 times as often as chance would have it. Targets and points were found
on the first set of seeds and are held against the second. People are not alike, and neither are bots:
each class has a pace of its own, up to 38 % slower or 28 % quicker than the skill's, and so has each bot in it, by about a third.

- **novice**: reads long, types line by line, mistypes, forgets to close and does not look at the clock; picks processes and pages at
  random, with a quantum that helps nobody; serves what came first; accuses on one refusal, and now and then on none; tries every card.
- **middling**: follows recipes a few lines at a time; who waited longest runs, the page that came first goes, the nearest request is
  served; accuses on four refusals, and counts processes once in a while; tries each card once, and has heard of some that work.
- **expert**: writes programs without recipes and cleans up; short bursts first, with aging; the clock with both bits; deadlines before
  distance; tells accidents from attacks, and freezes who multiplies; as malware tries only what the protections and people's mistakes leave open.

**Points.** A process is paid for its jobs. A station earns for each job of the processes that it looks after: about a fifth more than
they do on average, since it can't be quick for itself alone; more or less of it by how well it chose of late: how much
time was left when a line or a request was served (none where the controller had to), how many pages that it let go were not
missed. Malware is paid for jobs as any process, for walls that it finds and for breaches.`;
}
