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
