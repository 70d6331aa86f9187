import { td } from '../i18n/desk.ts';
import { Brand } from './brand.tsx';

/** What is seen until the room has answered. */
export function Waiting({ text }: { text: string }) {
  return (
    <main class="centre">
      <div class="waiting" role="status">
        <Brand />
        <span class="gate" aria-hidden="true">
          <i />
        </span>
        <p class="dim">{text}</p>
      </div>
    </main>
  );
}

/** What a student sees before the door, until the teacher opens it. */
export function AtDoor({ name }: { name: string }) {
  return (
    <main class="centre">
      <section class="panel sheet waiting" role="status" data-testid="at-door">
        <Brand />
        <span class="gate" aria-hidden="true">
          <i />
        </span>
        <h1>{td('doorTitle')}</h1>
        <p>{td('doorRoom', { room: name })}</p>
        <p class="dim">{td('doorText')}</p>
      </section>
    </main>
  );
}
