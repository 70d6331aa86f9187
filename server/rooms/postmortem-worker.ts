import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { PlayedRound } from '../game/counterfactual.ts';
import { type PostMortem, postMortem } from '../game/postmortem/index.ts';

/** A round's post-mortem, and its recording: each chunk as JSON, compressed as it is sent. */
export interface PostMortemAnswer extends PostMortem {
  chunks: Uint8Array[];
}

/** A thread that plays one round again, says what came of it, and ends. */
const chunks: Uint8Array[] = [];
const found = postMortem(workerData as PlayedRound, (chunk) => chunks.push(gzipSync(JSON.stringify(chunk))));
parentPort?.postMessage({ ...found, chunks } satisfies PostMortemAnswer);
