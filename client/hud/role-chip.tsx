import { isStation, type Role } from '../../shared/roles.ts';
import { usePopover } from '../a11y/popover.ts';
import { type Text, t } from '../i18n/t.ts';
import { self } from '../net/store.ts';
import { Deciders } from './deciders.tsx';
import { RoleIcon } from './icons.tsx';

/** How to play a role, in three sentences. */
export function HowTo({ role }: { role: Role }) {
  const name = role.charAt(0).toUpperCase() + role.slice(1);
  return (
    <ol class="howto">
      {[1, 2, 3].map((step) => (
        <li key={step}>{t(`how${name}${step}` as Text)}</li>
      ))}
    </ol>
  );
}

/** Who one is; a press shows the briefing again. */
export function RoleChip() {
  const { open, toggle, box } = usePopover<HTMLSpanElement>();
  const { kind, pid, program, briefing } = self.value;
  if (kind === 'host' || kind === 'watch') return null;
  const what = isStation(kind) ? '' : pid === 0 ? t('restarting') : `${program} · pid ${pid}`;
  return (
    <span class="popover" ref={box}>
      <button
        type="button"
        class={`chip ${kind}`}
        data-testid="role-chip"
        aria-expanded={open}
        aria-label={`${t('briefing')}: ${t(kind)} ${what}`}
        onClick={toggle}
      >
        <RoleIcon role={kind} />
        <b>{t(kind)}</b>
        {what !== '' && <span class="what">{what}</span>}
      </button>
      {open && (
        <div class="panel pop" role="dialog" aria-label={t('briefing')}>
          <h2>{t(kind)}</h2>
          <p>{briefing === '' ? t(`${kind}Hint` as Text) : briefing}</p>
          <HowTo role={kind} />
          <Deciders />
        </div>
      )}
    </span>
  );
}
