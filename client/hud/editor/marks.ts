import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** A fault to show at its line, from 1; undefined: none. */
export interface Fault {
  line: number;
  message: string;
}

export const showFault = StateEffect.define<Fault | undefined>();

/** What went wrong, under the line that it belongs to. */
class Words extends WidgetType {
  readonly #message: string;
  constructor(message: string) {
    super();
    this.#message = message;
  }

  override eq(other: Words): boolean {
    return other.#message === this.#message;
  }

  override toDOM(): HTMLElement {
    const words = document.createElement('div');
    words.className = 'cm-fault';
    words.textContent = `▲ ${this.#message}`;
    // The same words are said below the editor, aloud.
    words.setAttribute('aria-hidden', 'true');
    return words;
  }
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { effects, docChanged, state }) {
    let now = docChanged ? Decoration.none : shown;
    for (const effect of effects) {
      if (!effect.is(showFault)) continue;
      const fault = effect.value;
      if (fault === undefined || fault.line < 1 || fault.line > state.doc.lines) now = Decoration.none;
      else {
        const { from, to } = state.doc.line(fault.line);
        now = Decoration.set([
          Decoration.line({ class: 'cm-faultline' }).range(from),
          Decoration.widget({ widget: new Words(fault.message), block: true, side: 1 }).range(to),
        ]);
      }
    }
    return now;
  },
  provide: (from) => EditorView.decorations.from(from),
});

/** Shows faults at their lines; the next change takes them away. */
export const faultMarks: Extension = [
  field,
  EditorView.baseTheme({
    '.cm-faultline': { backgroundColor: '#ffd9d2 !important' },
    '.cm-fault': { padding: '2px 8px', backgroundColor: '#b3261e', color: '#ffffff', fontFamily: 'inherit' },
  }),
];
