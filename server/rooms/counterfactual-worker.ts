import { parentPort, workerData } from 'node:worker_threads';
import { counterfactual, type PlayedRound } from '../game/counterfactual.ts';

/** A thread that plays one round under every policy, says what came of it, and ends. */
parentPort?.postMessage(counterfactual(workerData as PlayedRound));
