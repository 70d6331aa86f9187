import { fonts, palette, programHue } from '../theme/palette.ts';
import type { Building } from './building.ts';
import { glowing, panel, write } from './paint.ts';
import { Plate, type Stage } from './plate.ts';
import { tipOf } from './words.ts';

const SIZE = { w: 176, h: 46 };

/** A card beside the building under the pointer: who it is and what it does. */
export class Tip {
  private readonly plate: Plate;
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
    this.plate = new Plate(stage, SIZE.w, SIZE.h, 90);
    this.plate.image.setVisible(false);
  }

  show(building: Building | undefined): void {
    this.plate.image.setVisible(building !== undefined);
    if (building === undefined) return;
    const { view, plot } = building;
    const { cell } = plot;
    const { layout } = this.stage;
    const x = Math.min(layout.width - SIZE.w - 2, Math.max(layout.rail.w, cell.x + cell.w / 2 - SIZE.w / 2));
    const below = cell.y < SIZE.h + 4;
    this.plate.at(Math.round(x), Math.round(below ? cell.y + cell.h + 2 : cell.y - SIZE.h - 1));
    const { title, text } = tipOf(view);
    this.plate.show(`${title}|${text}`, (brush) => {
      panel(brush, 2, 2, SIZE.w - 4, SIZE.h - 4, 8);
      brush.fillStyle = 'rgba(8,13,32,0.97)';
      brush.fill();
      brush.strokeStyle = programHue[view.program];
      brush.lineWidth = 1.5;
      glowing(brush, programHue[view.program], 5, () => brush.stroke());
      const room = SIZE.w - 20;
      write(brush, title, 10, 15, room, `700 12px ${fonts.text}`, palette.text, 'left');
      write(brush, text, 10, 31, room, `500 11px ${fonts.text}`, '#A9B9E6', 'left');
    });
  }
}
