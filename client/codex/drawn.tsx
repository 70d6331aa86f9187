import type { Figure } from '../../shared/codex/schema.ts';

type Of<K extends Figure['kind']> = Extract<Figure, { kind: K }>;

const WIDTH = 360;
const ROW = 40;
const BOX = 26;
const HUES = ['#56B4E9', '#2FD6A3', '#FFB13D', '#D98CC0', '#8FA8FF', '#F0E442', '#7CC7F2'];

function Arrowhead({ id }: { id: string }) {
  return (
    <defs>
      <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M0 0 8 4 0 8z" class="head" />
      </marker>
    </defs>
  );
}

/** Columns of boxes with arrows between them. */
export function MapFigure({ figure, id }: { figure: Of<'map'>; id: string }) {
  const { columns, arrows } = figure;
  const most = Math.max(...columns.map(({ boxes }) => boxes.length));
  const height = 26 + most * ROW;
  const gap = columns.length === 2 ? 90 : 36;
  const width = (WIDTH - gap * (columns.length - 1)) / columns.length;
  const left = (column: number) => column * (width + gap);
  const top = (column: number, box: number) => {
    const count = columns[column]?.boxes.length ?? 1;
    return 26 + ((most - count) * ROW) / 2 + box * ROW;
  };
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} class="drawn" aria-hidden="true">
      <Arrowhead id={`head-${id}`} />
      {columns.map(({ name, boxes }, column) => (
        <g key={name}>
          <text x={left(column) + width / 2} y="14" class="name">
            {name}
          </text>
          {boxes.map((box, index) => (
            <g key={box}>
              <rect
                x={left(column)}
                y={top(column, index)}
                width={width}
                height={BOX}
                rx="6"
                class={`c${column}`}
              />
              <text x={left(column) + width / 2} y={top(column, index) + 17} class="word">
                {box}
              </text>
            </g>
          ))}
        </g>
      ))}
      {arrows.map(([column, from, to]) => (
        <line
          key={`${column} ${from} ${to}`}
          x1={left(column) + width + 2}
          y1={top(column, from) + BOX / 2}
          x2={left(column + 1) - 2}
          y2={top(column + 1, to) + BOX / 2}
          class="arrow"
          marker-end={`url(#head-${id})`}
        />
      ))}
    </svg>
  );
}

/** States on a ring; the words of an arrow stand beside its middle. */
export function RingFigure({ figure, id }: { figure: Of<'ring'>; id: string }) {
  const { nodes, arrows } = figure;
  const height = 250;
  const at = (index: number) => {
    const angle = (2 * Math.PI * index) / nodes.length - Math.PI / 2;
    return { x: WIDTH / 2 + 112 * Math.cos(angle), y: height / 2 + 96 * Math.sin(angle) };
  };
  const both = (a: number, b: number) => arrows.some(([from, to]) => from === b && to === a);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} class="drawn" aria-hidden="true">
      <Arrowhead id={`head-${id}`} />
      {arrows.map(([from, to, why]) => {
        const [a, b] = [at(from), at(to)];
        const length = Math.hypot(b.x - a.x, b.y - a.y);
        const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
        // Two arrows between the same states lie side by side.
        const aside = both(from, to) ? 9 : 0;
        const [sx, sy] = [-dy * aside, dx * aside];
        // Out of a box of 96 by 28, whichever side the arrow leaves by.
        const out = Math.min(52 / Math.max(Math.abs(dx), 0.01), 18 / Math.max(Math.abs(dy), 0.01));
        const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
        // The words stand outside: off the ring's middle, or off the other arrow of a pair.
        const pair = both(from, to);
        const ox = pair ? sx * 1.6 : (middle.x - WIDTH / 2) * 0.12;
        const oy = pair ? sy * 1.6 : (middle.y - height / 2) * 0.2;
        const right = pair ? sx > 0 : middle.x + ox > WIDTH / 2;
        const anchor = Math.abs(dx) > 0.9 ? 'middle' : right ? 'start' : 'end';
        return (
          <g key={`${from} ${to}`}>
            <line
              x1={a.x + dx * out + sx}
              y1={a.y + dy * out + sy}
              x2={b.x - dx * (out + 2) + sx}
              y2={b.y - dy * (out + 2) + sy}
              class="arrow"
              marker-end={`url(#head-${id})`}
            />
            <text
              x={middle.x + ox + (anchor === 'start' ? 4 : anchor === 'end' ? -4 : 0)}
              y={middle.y + oy + (anchor === 'middle' ? 16 : 4)}
              class="why"
              text-anchor={anchor}
            >
              {why}
            </text>
          </g>
        );
      })}
      {nodes.map(({ name, tone }, index) => {
        const { x, y } = at(index);
        return (
          <g key={name}>
            <rect x={x - 48} y={y - 14} width="96" height="28" rx="14" class={tone} />
            <text x={x} y={y + 4.5} class="word">
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Rows of slices over time. */
export function GanttFigure({ figure }: { figure: Of<'gantt'> }) {
  const { rows, length } = figure;
  const height = rows.length * 58 + 18;
  const x = (tick: number) => (tick / length) * (WIDTH - 4) + 2;
  const names = [...new Set(rows.flatMap(({ slices }) => slices.map(([who]) => who)))];
  const hue = (who: string) => HUES[names.indexOf(who) % HUES.length];
  const step = length > 20 ? 4 : 2;
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} class="drawn" aria-hidden="true">
      {rows.map(({ name, slices }, row) => (
        <g key={name} transform={`translate(0 ${row * 58})`}>
          <text x="2" y="14" class="row">
            {name}
          </text>
          <rect x={x(0)} y="20" width={x(length) - x(0)} height="26" class="lane" />
          {slices.map(([who, from, to]) => {
            const wide = x(to) - x(from) > who.length * 7.2 + 2;
            return (
              <g key={from}>
                <rect
                  x={x(from)}
                  y="20"
                  width={x(to) - x(from)}
                  height="26"
                  rx="3"
                  fill={hue(who)}
                  class="slice"
                />
                <text
                  x={(x(from) + x(to)) / 2}
                  y="37.5"
                  class="slicename"
                  textLength={wide ? undefined : x(to) - x(from) - 3}
                  lengthAdjust="spacingAndGlyphs"
                >
                  {who}
                </text>
              </g>
            );
          })}
        </g>
      ))}
      {ticks.map((tick) => (
        <text
          key={tick}
          x={x(tick)}
          y={height - 5}
          class="tick"
          text-anchor={tick === 0 ? 'start' : tick === length ? 'end' : 'middle'}
        >
          {tick}
        </text>
      ))}
    </svg>
  );
}
