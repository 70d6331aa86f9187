import { IDEAS, type Idea, type IdeaId, ideaOfItem } from '../ideas.ts';
import { INVENTORY } from '../questions/inventory.ts';
import { ideaOfScenarioQuestion } from '../questions/scenario-ideas.ts';
import type { Deeds, ReportView } from './view.ts';

/** How well an idea is shown: by deed and answer, by answer alone, met and never asked, answered wrongly last, or not at all. */
export const SHOWN = ['shown', 'answered', 'met', 'wrong', 'none'] as const;
export type Shown = (typeof SHOWN)[number];

export interface Evidence {
  idea: Idea;
  state: Shown;
  /** What the journal tells of it, in words. */
  deeds: string[];
  right: number;
  answers: number;
}

type Count = (deeds: Deeds) => number;
const of = (record: Record<string, number> | undefined, ...names: string[]): number =>
  names.reduce((sum, name) => sum + (record?.[name] ?? 0), 0);
const all = (record: Record<string, number> | undefined): number =>
  Object.values(record ?? {}).reduce((sum, count) => sum + count, 0);
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** What in a round is evidence that somebody has met an idea, with the words for it. */
const DEEDS: Readonly<
  Record<IdeaId, readonly (readonly [count: Count, words: (count: number) => string])[]>
> = {
  syscall: [
    [({ calls }) => all(calls), (count) => `called the kernel ${times(count)}`],
    [({ walls }) => of(walls, 'user-copy'), (count) => `handed it a wrong address ${times(count)} (EFAULT)`],
  ],
  'kernel-entered': [
    [
      ({ calls, faults, preempted }) => all(calls) + faults + preempted,
      (count) => `entered the kernel ${times(count)}, by calls, faults and the timer`,
    ],
    [({ acts }) => of(acts, 'serve'), (count) => `served interrupts ${times(count)}`],
  ],
  root: [
    [
      ({ walls }) => of(walls, 'privileged-instruction'),
      (count) => `tried a privileged instruction ${times(count)}`,
    ],
    [({ walls }) => of(walls, 'credentials'), (count) => `lacked the credentials ${times(count)}`],
  ],
  timer: [
    [({ preempted }) => preempted, (count) => `lost the core ${times(count)}`],
    [({ acts }) => of(acts, 'preempt'), (count) => `took a core away ${times(count)}`],
  ],
  blocked: [
    [({ sleeps }) => sleeps, (count) => `was blocked ${times(count)}`],
    [({ acts }) => of(acts, 'dispatch'), (count) => `gave a core to a ready process ${times(count)}`],
  ],
  quantum: [[({ acts }) => of(acts, 'quantum'), (count) => `changed the quantum ${times(count)}`]],
  'mode-switch': [
    [({ calls }) => all(calls), (count) => `switched into the kernel and back by ${count} calls`],
  ],
  'address-space': [
    [({ walls }) => of(walls, 'page-table'), (count) => `reached for memory not its own ${times(count)}`],
  ],
  'page-fault': [
    [({ faults }) => faults, (count) => `made a page fault ${times(count)}`],
    [({ acts }) => of(acts, 'evict'), (count) => `chose a page to evict ${times(count)}`],
  ],
  fork: [[({ calls }) => of(calls, 'fork', 'vfork', 'clone'), (count) => `forked ${times(count)}`]],
  descriptor: [
    [
      ({ calls }) => of(calls, 'close', 'dup', 'dup2', 'dup3'),
      (count) => `closed or doubled a descriptor ${times(count)}`,
    ],
    [({ walls }) => of(walls, 'descriptor-limit'), (count) => `had too many open ${times(count)} (EMFILE)`],
  ],
  separation: [
    [({ walls }) => all(walls), (count) => `ran into a wall ${times(count)}`],
    [
      ({ acts }) => of(acts, 'limit', 'freeze', 'kill'),
      (count) => `limited or stopped somebody ${times(count)}`,
    ],
  ],
  container: [
    [({ calls }) => of(calls, 'unshare', 'setns'), (count) => `changed namespaces ${times(count)}`],
    [
      ({ acts }) => of(acts, 'limit', 'freeze'),
      (count) => `limited or froze a control group ${times(count)}`,
    ],
  ],
  crash: [
    [
      ({ errors }) =>
        Object.entries(errors).reduce(
          (sum, [key, { met }]) => sum + (key.startsWith('ended by ') ? met : 0),
          0,
        ),
      (count) => `was ended by a signal ${times(count)} while the machine went on`,
    ],
  ],
};

/** Before the lesson, in it, after it. */
const ORDER: readonly string[] = ['before', 'round', 'after'];

type Asked = Pick<ReportView['questions'][number], 'source' | 'text'>;

/** The idea that a question asks for, by where it is from; undefined where that is not known. */
export function ideaOf({ source, text }: Asked): string | undefined {
  const [kind, id = ''] = source.split('/');
  if (kind === 'made') return id;
  if (kind === 'scenario') return ideaOfScenarioQuestion(text);
  return kind === 'inventory' ? ideaOfItem(id)?.id : undefined;
}

function answersOn(report: ReportView, idea: string, seat?: string): ReportView['answers'] {
  const asked = new Set(
    report.questions.filter((asked) => ideaOf(asked) === idea).map(({ question }) => question),
  );
  return report.answers
    .filter(
      (answer) =>
        asked.has(answer.question) && answer.right !== null && (seat ?? answer.seat) === answer.seat,
    )
    .sort(
      (a, b) => ORDER.indexOf(a.asked) - ORDER.indexOf(b.asked) || ((a.made ?? '') < (b.made ?? '') ? -1 : 1),
    );
}

/** The ideas that one student has shown, each with its evidence. The last answer counts. */
export function evidenceOf(report: ReportView, seat: string): Evidence[] {
  const played = report.rounds.filter((row) => row.seat === seat).map(({ deeds }) => deeds);
  return IDEAS.map((idea) => {
    const deeds = DEEDS[idea.id].flatMap(([count, words]) => {
      const sum = played.reduce((total, own) => total + count(own), 0);
      return sum > 0 ? [words(sum)] : [];
    });
    const answers = answersOn(report, idea.id, seat);
    const last = answers.at(-1)?.right;
    const met = deeds.length > 0;
    const state: Shown =
      last === false ? 'wrong' : last === true ? (met ? 'shown' : 'answered') : met ? 'met' : 'none';
    return {
      idea,
      state,
      deeds,
      right: answers.filter(({ right }) => right).length,
      answers: answers.length,
    };
  });
}

/** An idea over the class, and a question to begin with. */
export interface ClassIdea {
  idea: Idea;
  counts: Record<Shown, number>;
  question: string;
}

/** The question on an idea that was answered wrongly most often; the inventory's where none was asked. */
function questionOn(report: ReportView, idea: Idea): string {
  const wrong = new Map<string, number>();
  for (const { question, right } of answersOn(report, idea.id))
    wrong.set(question, (wrong.get(question) ?? 0) + (right ? 0 : 1));
  const worst = [...wrong].sort((a, b) => b[1] - a[1])[0]?.[0];
  return (
    report.questions.find(({ question }) => question === worst)?.text ??
    INVENTORY.find(({ id }) => id === idea.item)?.text ??
    ''
  );
}

/** Every idea over the class, what is shown least first: many wrong last answers, few right ones. */
export function classIdeas(report: ReportView): ClassIdea[] {
  const each = report.seats.map(({ seat }) => evidenceOf(report, seat));
  return IDEAS.map((idea, index) => {
    const counts = { shown: 0, answered: 0, met: 0, wrong: 0, none: 0 };
    for (const evidence of each) counts[evidence[index]?.state ?? 'none'] += 1;
    return { idea, counts, question: questionOn(report, idea) };
  }).sort((a, b) => weakness(b.counts) - weakness(a.counts));
}

/** Wrong answers weigh most; then that nobody was asked; deeds alone are half a sign. */
function weakness({ shown, answered, met, wrong, none }: Record<Shown, number>): number {
  return (2 * wrong + none + met / 2) / Math.max(1, shown + answered + met + wrong + none);
}

/** Ideas worth going over again: somebody got them wrong last, or met them and was never asked; most urgent first. */
export function goOverAgain(report: ReportView, most = 4): ClassIdea[] {
  return classIdeas(report)
    .filter(({ counts }) => counts.wrong > 0)
    .concat(classIdeas(report).filter(({ counts }) => counts.wrong === 0 && counts.met + counts.none > 0))
    .slice(0, most);
}
