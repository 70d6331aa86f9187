import { PROTECTIONS } from '../../shared/protections.ts';
import { PROGRAMS, type Program } from '../../shared/roles.ts';
import { RoleIcon } from '../hud/icons.tsx';
import { ProgramIcon } from '../hud/program-icon.tsx';
import { type PrepareText, tp } from '../i18n/prepare.ts';
import { t } from '../i18n/t.ts';
import { checked, draft, set, valueAt } from './draft.ts';
import { ADVANCED, CLASS, type Field, LESSON, MACHINE, PARTS } from './fields.ts';
import { Questions } from './questions.tsx';

const idOf = (path: string): string => `field-${path.replaceAll('.', '-')}`;
const word = (label: string): string => (/^(recipes|bots)_/.test(label) ? tp(label as PrepareText) : label);

/** What is wrong with the field of that path; '' where nothing is. */
export function wrong(path: string, text: string): string {
  const read = checked.value;
  return !read.ok && read.field === path ? text : '';
}

function problem(field: Field): string {
  if (field.kind === 'number')
    return wrong(field.path, tp('wrongNumber', { min: field.min, max: field.max }));
  if (field.kind === 'text') return wrong(field.path, tp('wrongText', { max: field.max }));
  return wrong(field.path, tp('wrongElse'));
}

function Input({ field, describedBy, bad }: { field: Field; describedBy: string; bad: boolean }) {
  const value = valueAt(field.path);
  const common = { id: idOf(field.path), 'data-testid': idOf(field.path), 'aria-describedby': describedBy };
  const invalid = bad ? { 'aria-invalid': 'true' as const } : {};
  if (field.kind === 'choice') {
    return (
      <select
        {...common}
        value={String(value ?? field.none)}
        onChange={(event) => set(field.path, event.currentTarget.value)}
      >
        {field.options.map(({ value: option, label }) => (
          <option key={option} value={option}>
            {word(label)}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'text') {
    const type = (event: { currentTarget: { value: string } }) => set(field.path, event.currentTarget.value);
    const props = { ...common, ...invalid, value: String(value), onInput: type };
    return field.long === true ? <textarea rows={2} {...props} /> : <input {...props} />;
  }
  const each = field.each ?? 1;
  return (
    <input
      {...common}
      {...invalid}
      type="number"
      inputMode="numeric"
      min={field.min}
      max={field.max}
      value={typeof value === 'number' ? value / each : ''}
      onInput={({ currentTarget }) => {
        const typed = currentTarget.value === '' ? null : Number(currentTarget.value) * each;
        set(field.path, each === 1 || typed === null ? typed : Math.round(typed));
      }}
    />
  );
}

function Row({ field }: { field: Field }) {
  const bad = problem(field);
  const help = `${idOf(field.path)}-help`;
  return (
    <div class={`prepfield ${field.kind}`}>
      <label for={idOf(field.path)}>{tp(field.label)}</label>
      <span class="entry">
        <Input field={field} describedBy={help} bad={bad !== ''} />
        {field.kind === 'number' && field.unit !== undefined && <span class="dim">{tp(field.unit)}</span>}
      </span>
      <small id={help} class={bad === '' ? 'dim' : 'error'}>
        {bad === '' ? tp(field.help) : bad}
      </small>
    </div>
  );
}

const Rows = ({ fields }: { fields: readonly Field[] }) => (
  <div class="prepfields">
    {fields.map((field) => (
      <Row key={field.path} field={field} />
    ))}
  </div>
);

const OPTIONAL_ROLES = ['scheduler', 'memory', 'io', 'auditor', 'malware'] as const;

function Roles() {
  const { roles } = draft.value;
  return (
    <ul class="preproles">
      {OPTIONAL_ROLES.map((role) => (
        <li key={role}>
          <label>
            <input
              type="checkbox"
              checked={roles[role]}
              data-testid={`role-${role}`}
              onChange={(event) => set(`roles.${role}`, event.currentTarget.checked)}
            />
            <RoleIcon role={role} />
            <span>
              <b>{t(role)}</b> <small class="dim">{tp(`roleHelp_${role}`)}</small>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function Walls() {
  const { protections } = draft.value;
  return (
    <ul class="prepwalls">
      {PROTECTIONS.map(({ id, name, off }) => (
        <li key={id}>
          <label>
            <input
              type="checkbox"
              checked={protections[id] === true}
              data-testid={`wall-${id}`}
              onChange={(event) => set(`protections.${id}`, event.currentTarget.checked)}
            />
            <span>
              <b>{name}</b> <small class="dim">{tp('wallOff', { off })}</small>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

const MOST_PROGRAMS = 24;

/** Takes the last of a program away; the order in which the others are dealt out stays. */
function without(programs: readonly Program[], program: Program): Program[] {
  const at = programs.lastIndexOf(program);
  return programs.filter((_, index) => index !== at);
}

function Programs() {
  const { programs } = draft.value;
  return (
    <>
      <p class="dim">{tp('programsHelp')}</p>
      <ul class="prepprograms">
        {PROGRAMS.map((program) => {
          const count = programs.filter((one) => one === program).length;
          return (
            <li key={program} class={count > 0 ? 'on' : ''}>
              <button
                type="button"
                aria-label={tp('programsMore', { program })}
                data-testid={`program-${program}`}
                disabled={programs.length >= MOST_PROGRAMS}
                onClick={() => set('programs', [...programs, program])}
              >
                <ProgramIcon program={program} />
                <code>{program}</code> ×{count}
              </button>
              <button
                type="button"
                class="quiet"
                aria-label={tp('programsLess', { program })}
                disabled={count === 0 || programs.length === 1}
                onClick={() => set('programs', without(programs, program))}
              >
                −
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Part({ part }: { part: (typeof PARTS)[number] }) {
  const has = valueAt(part.path) !== undefined;
  return (
    <div class="preppart">
      <label>
        <input
          type="checkbox"
          checked={has}
          onChange={(event) => set(part.path, event.currentTarget.checked ? part.begin : undefined)}
        />
        <span>
          <b>{tp(part.label)}</b> <small class="dim">{tp(part.help)}</small>
        </span>
      </label>
      {has && <Rows fields={part.fields} />}
    </div>
  );
}

/** Everything that a teacher may change, the most used first. */
export function Form() {
  return (
    <div class="prepform">
      <section class="panel">
        <h2>{tp('groupLesson')}</h2>
        <Rows fields={LESSON} />
      </section>
      <section class="panel">
        <h2>{tp('groupClass')}</h2>
        <Roles />
        <Rows fields={CLASS} />
      </section>
      <section class="panel">
        <h2>{tp('groupMachine')}</h2>
        <Rows fields={MACHINE} />
      </section>
      <section class="panel">
        <h2>{tp('groupWalls')}</h2>
        <Walls />
      </section>
      <section class="panel">
        <h2>{tp('groupPrograms')}</h2>
        <Programs />
      </section>
      <Questions />
      <details class="panel" data-testid="advanced">
        <summary>{tp('groupAdvanced')}</summary>
        <p class="dim">{tp('advancedHint')}</p>
        <Rows fields={ADVANCED} />
        {PARTS.map((part) => (
          <Part key={part.path} part={part} />
        ))}
      </details>
    </div>
  );
}
