import { useState } from 'preact/hooks';
import {
  endProgram,
  firstLayout,
  type Layout,
  MEMORY,
  OTHERS,
  OWN,
  OWN_NAME,
  OWN_SIZE,
  PAGE,
  type Program,
  type Started,
  segmentOf,
  startProgram,
  translatePage,
  translateSegment,
} from '../../shared/codex/placement.ts';
import { t } from '../i18n/t.ts';

interface State {
  layout: Layout;
  notes: { segments: string; pages: string };
}

const SILENT = { segments: '', pages: '' };
/** Addresses behind the program's end that one may try as well. */
const BEYOND = 2;

function wordsOf({ name, size }: Program, { segment, pages, free }: Started): State['notes'] {
  const base = typeof segment === 'object' ? segment.base : 0;
  return {
    segments:
      segment === 'full'
        ? t('segFull', { free: free.segments, size })
        : segment === 'no-hole'
          ? t('segNoHole', { free: free.segments, size })
          : t('segFits', { name, base }),
    pages:
      pages === 'full'
        ? t('segFull', { free: free.pages, size })
        : `${t('pagFits', { name, frames: pages.frames.join(', ') })}${pages.wasted > 0 ? ` ${t('pagWasted')}` : ''}`,
  };
}

/** A KiB of memory: whose it is, and a letter or number for those who do not see the colours. */
interface Cell {
  kind: string;
  mark: string;
}
const FREE: Cell = { kind: 'free', mark: '' };

const segmentCell = (name: string): Cell => ({
  kind: OWN.some((segment) => segment.name === name) ? name : 'other',
  mark: name[0] ?? '',
});

/** One's own addresses as the program sees them. */
const VIEW: readonly Cell[] = Array.from({ length: OWN_SIZE + BEYOND }, (_, address) =>
  address < OWN_SIZE ? segmentCell(segmentOf(address).name) : FREE,
);

function segmentCells({ segments }: Layout): Cell[] {
  return Array.from({ length: MEMORY }, (_, cell) => {
    const owner = segments.find(({ base, size }) => cell >= base && cell < base + size);
    return owner === undefined ? FREE : segmentCell(owner.name);
  });
}

function pageCells({ frames }: Layout): Cell[] {
  const seen = new Map<string, number>();
  return frames.flatMap((owner) => {
    const page = seen.get(owner) ?? 0;
    seen.set(owner, page + 1);
    return Array.from({ length: PAGE }, (_, offset) => {
      const address = page * PAGE + offset;
      if (owner === '') return FREE;
      if (owner === OWN_NAME) return { kind: segmentOf(address).name, mark: String(page) };
      const size = OTHERS.find(({ name }) => name === owner)?.size ?? 0;
      return address < size ? { kind: 'other', mark: owner } : { kind: 'wasted', mark: '' };
    });
  });
}

/** Memory as a row of cells, the one that the address leads to marked. */
function Memory({ cells, at, paged }: { cells: readonly Cell[]; at: number; paged?: boolean }) {
  return (
    <div class={`memory ${paged === true ? 'paged' : ''}`} aria-hidden="true">
      {cells.map(({ kind, mark }, index) => (
        <i key={index} class={`${kind} ${index === at ? 'here' : ''}`}>
          {mark}
        </i>
      ))}
    </div>
  );
}

function Table({ heads, rows, at }: { heads: string[]; rows: (string | number)[][]; at: number }) {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row[0]} class={index === at ? 'here' : ''}>
            {row.map((cell, column) => (
              <td key={heads[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BySegments({ layout, address, note }: { layout: Layout; address: number; note: string }) {
  const { name, offset } = segmentOf(address);
  const placed = layout.segments.find((segment) => segment.name === name);
  const found = translateSegment(placed, offset);
  const { base = 0, size = 0 } = placed ?? {};
  const rows = OWN.map((own) => [
    own.name,
    layout.segments.find((segment) => segment.name === own.name)?.base ?? '',
    own.size,
  ]);
  return (
    <section>
      <h4>{t('segTitle')}</h4>
      <Memory cells={segmentCells(layout)} at={found.ok ? found.physical : -1} />
      <p role="status">
        {found.ok
          ? t('segGives', { segment: name, offset, base, physical: found.physical })
          : t('segFault', { segment: name, offset, limit: size })}
        {note !== '' && <b> {note}</b>}
      </p>
      <Table
        heads={[t('segSegment'), t('segBase'), t('segLimit')]}
        rows={rows}
        at={OWN.findIndex((own) => own.name === name)}
      />
    </section>
  );
}

function ByPages({ layout, address, note }: { layout: Layout; address: number; note: string }) {
  const table = layout.frames.flatMap((owner, frame) => (owner === OWN_NAME ? [frame] : []));
  const found = translatePage(table, address);
  const page = Math.floor(address / PAGE);
  const offset = address % PAGE;
  return (
    <section>
      <h4>{t('pagTitle', { size: PAGE })}</h4>
      <Memory cells={pageCells(layout)} at={found.ok ? found.physical : -1} paged />
      <p role="status">
        {found.ok
          ? t('pagGives', { page, offset, frame: table[page] ?? 0, size: PAGE, physical: found.physical })
          : t('pagFault', { page })}
        {note !== '' && <b> {note}</b>}
      </p>
      <Table
        heads={[t('pagPage'), t('pagFrame')]}
        rows={table.map((frame, index) => [index, frame])}
        at={page}
      />
    </section>
  );
}

/** One program in two memories: start and end others, move an address, and see how each translates and fills up. */
export function Segmentation() {
  const [{ layout, notes }, setState] = useState<State>(() => ({ layout: firstLayout(), notes: SILENT }));
  const [address, setAddress] = useState(5);
  const runs = ({ name }: Program): boolean =>
    layout.frames.includes(name) || layout.segments.some((segment) => segment.name === name);
  const toggle = (program: Program): void => {
    const started = runs(program) ? undefined : startProgram(layout, program);
    setState(
      started === undefined
        ? { layout: endProgram(layout, program.name), notes: SILENT }
        : { layout: started.layout, notes: wordsOf(program, started) },
    );
  };

  return (
    <div class="fig seg" data-testid="segmentation">
      <div class="segbuttons">
        {OTHERS.map((program) => (
          <button
            key={program.name}
            type="button"
            aria-pressed={runs(program)}
            onClick={() => toggle(program)}
          >
            {t(runs(program) ? 'segEnd' : 'segStart', { name: program.name, size: program.size })}
          </button>
        ))}
        <button
          type="button"
          class="quiet"
          onClick={() => setState({ layout: firstLayout(), notes: SILENT })}
        >
          {t('segReset')}
        </button>
      </div>
      <div class="segown">
        <label>
          {t('segAddress', { address })}
          <input
            type="range"
            min="0"
            max={OWN_SIZE + BEYOND - 1}
            value={address}
            onInput={(event) => setAddress(Number(event.currentTarget.value))}
          />
        </label>
        <Memory cells={VIEW} at={address} />
      </div>
      <p class="seglegend">
        {OWN.map(({ name }) => (
          <span key={name}>
            <i class={name}>{name[0]}</i> {name}
          </span>
        ))}
        <span>
          <i class="other">A</i> {t('segOthers')}
        </span>
        <span>
          <i class="wasted" /> {t('segWasted')}
        </span>
      </p>
      <div class="segpair">
        <BySegments layout={layout} address={address} note={notes.segments} />
        <ByPages layout={layout} address={address} note={notes.pages} />
      </div>
    </div>
  );
}
