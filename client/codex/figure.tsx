import type { Figure as FigureData } from '../../shared/codex/schema.ts';
import { type Text, t } from '../i18n/t.ts';
import { GanttFigure, MapFigure, RingFigure } from './drawn.tsx';
import { Segmentation } from './segmentation.tsx';

type Of<K extends FigureData['kind']> = Extract<FigureData, { kind: K }>;

const SIDES: Record<string, Text> = { user: 'sideUser', kernel: 'sideKernel', hardware: 'sideHardware' };

function Layers({ figure }: { figure: Of<'layers'> }) {
  return (
    <div class="fig layers">
      {figure.rows.map(({ tone, name, items }) => (
        <div key={name} class={`layer ${tone}`}>
          <b>{name}</b>
          <span class="items">
            {items.map((item) => (
              <span key={item}>{item}</span>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function Steps({ figure }: { figure: Of<'steps'> }) {
  return (
    <ol class="fig steps">
      {figure.steps.map(({ where, text }) => (
        <li key={text} class={where}>
          <small>{t(SIDES[where] ?? 'sideUser')}</small>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}

function Bars({ figure }: { figure: Of<'bars'> }) {
  const most = Math.max(...figure.bars.map(({ value }) => value));
  return (
    <div class="fig bars">
      <small>{figure.unit}</small>
      {figure.bars.map(({ name, value, tone }) => (
        <div key={name} class="barrow">
          <span>{name}</span>
          <span class="track">
            <i class={tone} style={{ width: `${Math.max(1, (100 * value) / most)}%` }} />
          </span>
          <b>{value.toLocaleString('en')}</b>
        </div>
      ))}
    </div>
  );
}

function Cells({ figure }: { figure: Of<'cells'> }) {
  return (
    <div class="fig cells">
      {figure.rows.map(({ name, cells }) => (
        <div key={name} class="cellrow">
          <small>{name}</small>
          <span>
            {cells.map(({ text, tone }, index) => (
              <i key={index} class={tone}>
                {text}
              </i>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function Drawn({ figure, id }: { figure: FigureData; id: string }) {
  switch (figure.kind) {
    case 'layers':
      return <Layers figure={figure} />;
    case 'steps':
      return <Steps figure={figure} />;
    case 'bars':
      return <Bars figure={figure} />;
    case 'cells':
      return <Cells figure={figure} />;
    case 'map':
      return <MapFigure figure={figure} id={id} />;
    case 'ring':
      return <RingFigure figure={figure} id={id} />;
    case 'gantt':
      return <GanttFigure figure={figure} />;
    case 'segmentation':
      return <Segmentation />;
  }
}

/** A page's picture, with what it shows in words under it. */
export function Figure({ figure, caption, id }: { figure: FigureData; caption: string; id: string }) {
  return (
    <figure>
      <Drawn figure={figure} id={id} />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
