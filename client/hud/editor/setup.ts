import { acceptCompletion, autocompletion, type Completion } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, tooltips } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { t } from '../../i18n/t.ts';
import { complete } from './complete.ts';
import { faultMarks } from './marks.ts';

/** A sheet of paper: the editor's own colours for code are made for a light ground. */
const paper = EditorView.theme({
  '&': { height: '100%', backgroundColor: '#f1f4ff', color: '#101938', fontSize: '14px' },
  '.cm-gutters': { backgroundColor: '#dfe6fb', color: '#3d4a76', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: '#cfdcff80' },
  '&.cm-focused': { outline: '3px solid #3ce0ff' },
  '.cm-tooltip.cm-tooltip-autocomplete': {
    border: '2px solid #101938',
    borderRadius: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '13em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.35' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: '#1b3f9e', color: '#ffffff' },
  '.cm-completionDetail': { fontStyle: 'normal', marginLeft: '0.6em', color: '#3d4a76' },
  'li[aria-selected] .cm-completionDetail': { color: '#dfe6fb' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '19rem', padding: '6px 9px', border: '2px solid #101938' },
  '.doc': { display: 'none' },
  // A narrow screen has no room beside the list: the explanation stands in it.
  '@media (max-width: 820px)': {
    '.cm-tooltip.cm-completionInfo': { display: 'none' },
    '.cm-tooltip.cm-tooltip-autocomplete .doc': {
      display: 'block',
      fontSize: '13px',
      whiteSpace: 'normal',
      opacity: '0.85',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxWidth: '92vw', maxHeight: '15em' },
  },
  // A finger needs room, and a phone enlarges the page for smaller letters.
  '@media (pointer: coarse)': {
    '&': { fontSize: '16px' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '9px 8px' },
  },
});

/** The explanation of an entry of the list, as a line in it. */
const docLine = {
  position: 90,
  render({ info }: Completion): HTMLElement | null {
    if (typeof info !== 'string') return null;
    const line = document.createElement('span');
    line.className = 'doc';
    line.textContent = info;
    return line;
  },
};

/**
 * What the editor is made of. The tabulator takes a suggestion where the list is open and leaves the editor otherwise, so nobody
 * is caught in it; lines indent themselves.
 */
export function editorSetup(run: () => void): Extension {
  return [
    Prec.highest(
      keymap.of([
        { key: 'Tab', run: acceptCompletion },
        {
          key: 'Mod-Enter',
          run: () => {
            run();
            return true;
          },
        },
      ]),
    ),
    autocompletion({ override: [complete], icons: false, interactionDelay: 0, addToOptions: [docLine] }),
    basicSetup,
    javascript({ typescript: true }),
    tooltips({ position: 'fixed' }),
    EditorView.contentAttributes.of({ 'aria-label': t('editor') }),
    faultMarks,
    paper,
  ];
}
