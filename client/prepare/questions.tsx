import type { ScenarioQuestion } from '../../shared/scenarios/schema.ts';
import { Sign } from '../hud/sign.tsx';
import { tp } from '../i18n/prepare.ts';
import { checked, draft, set } from './draft.ts';

const MOST_QUESTIONS = 5;
const MOST_ANSWERS = 5;
const NEW: ScenarioQuestion = { text: '', answers: ['', ''], right: 0, why: '' };

/** A line of text that may be wrong: it says so beneath, and keeps what was typed. */
function Line(props: { label: string; path: string; value: string; max: number; long?: boolean }) {
  const read = checked.value;
  const bad = !read.ok && read.field === props.path;
  const type = (event: { currentTarget: { value: string } }) => set(props.path, event.currentTarget.value);
  const id = `line-${props.path.replaceAll('.', '-')}`;
  const common = { id, value: props.value, onInput: type, ...(bad && { 'aria-invalid': 'true' as const }) };
  return (
    <div class="prepline">
      <label class="dim" for={id}>
        {props.label}
      </label>
      {props.long === true ? <textarea rows={2} {...common} /> : <input {...common} />}
      {bad && <small class="error">{tp('wrongText', { max: props.max })}</small>}
    </div>
  );
}

function Answers({ question, index }: { question: ScenarioQuestion; index: number }) {
  const { answers, right } = question;
  const path = `questions.${index}`;
  const remove = (at: number): void => {
    const left = answers.filter((_, place) => place !== at);
    set(path, {
      ...question,
      answers: left,
      right: right > at || right >= left.length ? Math.max(0, right - 1) : right,
    });
  };
  return (
    <ol class="prepanswers">
      {answers.map((answer, at) => (
        <li key={at}>
          <input
            type="radio"
            name={path}
            aria-label={tp('rightAnswer', { number: at + 1 })}
            checked={right === at}
            onChange={() => set(`${path}.right`, at)}
          />
          <Line
            label={tp('answer', { number: at + 1 })}
            path={`${path}.answers.${at}`}
            value={answer}
            max={200}
          />
          <button
            type="button"
            class="quiet"
            aria-label={tp('removeAnswer', { number: at + 1 })}
            disabled={answers.length <= 2}
            onClick={() => remove(at)}
          >
            <Sign name="cross" />
          </button>
        </li>
      ))}
      {answers.length < MOST_ANSWERS && (
        <li>
          <button type="button" class="small" onClick={() => set(`${path}.answers`, [...answers, ''])}>
            {tp('addAnswer')}
          </button>
        </li>
      )}
    </ol>
  );
}

/** What is asked after the round: added, changed, taken away. */
export function Questions() {
  const { questions } = draft.value;
  return (
    <section class="panel">
      <h2>{tp('groupQuestions')}</h2>
      {questions.length === 0 && <p class="dim">{tp('noQuestions')}</p>}
      {questions.map((question, index) => (
        <fieldset key={index} class="prepquestion" data-testid="prepare-question">
          <legend>{tp('question', { number: index + 1 })}</legend>
          <Line
            label={tp('questionText')}
            path={`questions.${index}.text`}
            value={question.text}
            max={300}
            long
          />
          <Answers question={question} index={index} />
          <Line label={tp('why')} path={`questions.${index}.why`} value={question.why} max={500} long />
          <button
            type="button"
            class="quiet small"
            onClick={() =>
              set(
                'questions',
                questions.filter((_, place) => place !== index),
              )
            }
          >
            <Sign name="cross" /> {tp('removeQuestion')}
          </button>
        </fieldset>
      ))}
      {questions.length < MOST_QUESTIONS && (
        <button
          type="button"
          data-testid="add-question"
          onClick={() => set('questions', [...questions, NEW])}
        >
          {tp('addQuestion')}
        </button>
      )}
    </section>
  );
}
