import type { OwnRecordView, PostMortemView } from '../../../shared/protocol/postmortem.ts';
import type { Chunk } from '../../../shared/recording.ts';
import type { PlayedRound } from '../counterfactual.ts';
import { createRound, replay } from '../round.ts';
import { FiguresWatch } from './figures.ts';
import { questionsOf } from './questions/index.ts';
import { Recorder } from './recorder.ts';
import { Listener } from './story.ts';

export interface PostMortem {
  /** For everybody. */
  view: Omit<PostMortemView, 'round'>;
  /** For each seat that had a process, what is its own. */
  own: Map<string, Omit<OwnRecordView, 'round'>>;
}

/**
 * Plays a round again from its journal and says what came of it. `film` gets the recording chunk by chunk, as it comes. Pure,
 * and as long as the round was: for a thread of its own.
 */
export function postMortem(
  { options, journal, ticks }: PlayedRound,
  film: (chunk: Chunk) => void,
): PostMortem {
  const figures = new FiguresWatch();
  const listener = new Listener(figures);
  let chunks = 0;
  const recorder = new Recorder((chunk) => {
    chunks += 1;
    film(chunk);
  });
  recorder.look(createRound({ ...options, bots: false }), []);
  const round = replay(
    {
      ...options,
      watch: (playing, events) => {
        figures.kernel(playing, events);
        listener.hear(playing, events);
      },
    },
    journal,
    ticks,
    (playing, events) => {
      figures.told(events, playing.tickNumber);
      recorder.look(playing, events);
    },
  );
  recorder.end();
  return {
    view: {
      processes: figures.processes(),
      owners: figures.owners(),
      calls: figures.calls(),
      questions: questionsOf(listener.story(round), options.seed),
      recording: { ticks: round.tickNumber, chunks },
    },
    own: figures.own(),
  };
}
