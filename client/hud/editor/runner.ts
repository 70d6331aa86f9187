import { t } from '../../i18n/t.ts';

/** An error of the player's code: what, and at which line from 1; 0 where that is not known. */
export class CodeError extends Error {
  readonly line: number;
  /** It is no program at all. */
  readonly broken: boolean;
  constructor(message: string, line: number, broken = false) {
    super(message);
    this.line = line;
    this.broken = broken;
  }
}

/** Milliseconds that the code may take for one answer. */
const PATIENCE = 1000;

interface Answer {
  ready?: boolean;
  pid?: number;
  /** What was returned, in words. */
  said?: string;
  error?: string;
  line?: number;
  broken?: boolean;
}

/** A player's pickNext at work. An endless loop costs its player a second: the worker is ended. */
export class Runner {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Compiles the code; throws CodeError. */
  static async start(code: string): Promise<Runner> {
    const made = new Worker(new URL('./sandbox.ts', import.meta.url), { name: 'pickNext' });
    const runner = new Runner(made);
    await runner.#ask({ code });
    return runner;
  }

  /** What pickNext answers, as a pid and in words; throws CodeError. */
  async pick(args: unknown[]): Promise<{ pid: number; said: string }> {
    const { pid = Number.NaN, said = '' } = await this.#ask({ args });
    return { pid, said: said === '' ? String(pid) : said };
  }

  stop(): void {
    this.#worker.terminate();
  }

  #ask(message: { code?: string; args?: unknown[] }): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.stop();
        reject(new CodeError(t('editorLate'), 0));
      }, PATIENCE);
      this.#worker.onerror = () => {
        clearTimeout(late);
        reject(new CodeError(t('editorBroken'), 0));
      };
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        clearTimeout(late);
        if (data.error === undefined) resolve(data);
        else reject(new CodeError(data.error, data.line ?? 0, data.broken));
      };
      this.#worker.postMessage(message);
    });
  }
}
