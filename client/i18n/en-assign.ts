import { fill, type Values } from './fill.ts';

/** English texts of assignments; only their pages load them. */
const assignTexts = {
  makeTitle: 'Set levels to a class',
  makeHint: 'Choose levels and a date. Students open one link, on any device, without an account.',
  name: 'Title',
  namePlaceholder: 'Scheduling, week 12',
  due: 'Due',
  chosen: '{count|level|levels} · about {minutes|minute|minutes}',
  wholeChapter: 'All of it',
  make: 'Make the link',
  made: 'Your assignment is ready',
  linkHint: 'Give this link to your students, or let them scan it.',
  copy: 'Copy the link',
  copied: 'Copied',
  results: 'Results',
  keyHint:
    'Results open in this browser, and on any device with your own link. Keep that one to yourself: who has it sees and deletes them.',
  ownLink: 'Copy my link to the results',
  mine: 'Made in this browser',
  qr: 'QR code of the link',
  opens: 'Open as a student does',
  dueBy: 'Due {when}',
  duePast: 'Was due {when}. You can still play; it is marked as late.',
  nickname: 'Your nickname',
  nicknameHint: 'Your teacher sees it beside your stars. No full names.',
  begin: 'Begin',
  hello: 'Hello {name}',
  progress: '{done} of {all} levels done',
  notYet: 'not played yet',
  late: 'after the due date',
  play: 'Play {title}',
  next: 'Next: {title}',
  allDone: 'All done. Play again for more stars.',
  loading: 'One moment …',
  student: 'Student',
  sum: 'Stars',
  nobody: 'Nobody has begun yet. Give the link to your class.',
  legend: 'Stars in time; after + those won later. A dash: not done.',
  csv: 'Download as CSV',
  print: 'Print',
  remove: 'Delete these results',
  sure: 'Really delete? Press again',
  removed: 'Deleted. Nothing is kept of it.',
  noKey: 'Results open in the browser in which you made the assignment, or with your own link to them.',
  kept: 'Kept for a while after the due date, or until you delete it.',
  later: '{stars} with late ones',
} as const;

export type AssignText = keyof typeof assignTexts;

export function words(name: AssignText, values: Values = {}): string {
  return fill(assignTexts[name], values);
}

/** A time as people of this place write it. */
export function when(iso: string): string {
  return new Date(iso).toLocaleString(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
