import type { Scene } from '../../../shared/protocol/level.ts';
import { t } from '../../i18n/t.ts';
import '../../theme/way.css';
import { Sign } from '../sign.tsx';

const TRIADS = ['owner', 'group', 'others'] as const;

function Directory({ names, at, ino }: Extract<Scene, { is: 'directory' }>) {
  return (
    <ol class="crumbs">
      {['/', ...names].map((name, index) => (
        <li key={`${index}${name}`} class={index === at ? 'here' : index < at ? 'past' : ''}>
          {name}
          {index === at && <small>{t('sceneInode', { ino })}</small>}
        </li>
      ))}
    </ol>
  );
}

function Mode({ bits, owner, caller }: Extract<Scene, { is: 'mode' }>) {
  return (
    <div class="modecard">
      {TRIADS.map((name, triad) => (
        <span key={name}>
          <b>
            {[...bits.slice(3 * triad, 3 * triad + 3)].map((letter, bit) => (
              <i key={bit} class={letter === '-' ? '' : 'on'}>
                {letter}
              </i>
            ))}
          </b>
          <small>{t(`scene_${name}`)}</small>
        </span>
      ))}
      <p>
        {t('sceneOwner', { owner })}
        <br />
        {t('sceneCaller', { caller })}
      </p>
    </div>
  );
}

function Shelf({ inodes, wanted }: Extract<Scene, { is: 'shelf' }>) {
  return (
    <div class="shelf">
      <span class="books">
        {inodes.map((ino) => (
          <i key={ino} class={ino === wanted ? 'on' : ''}>
            {ino}
          </i>
        ))}
        <small>{t('scenePageCache')}</small>
      </span>
      <span class="wanted">
        <i>{wanted}</i>
        <small>{t('sceneWanted')}</small>
      </span>
    </div>
  );
}

/** What a question of the kernel's is about, drawn from the kernel's own state. */
export function SceneOf({ scene }: { scene: Scene }) {
  switch (scene.is) {
    case 'directory':
      return <Directory {...scene} />;
    case 'mode':
      return <Mode {...scene} />;
    case 'shelf':
      return <Shelf {...scene} />;
    case 'core':
      return (
        <div class="twohouses">
          <span class="asleep">
            <b>{scene.sleeper}</b>
            <small>{t('sceneAsleep')}</small>
          </span>
          <span>
            <b>{scene.ready}</b>
            <small>{t('sceneReady')}</small>
          </span>
        </div>
      );
    case 'memory':
      return (
        <div class="twohouses memory">
          <span>
            <b>{scene.user}</b>
            <small>{t('sceneUserPages')}</small>
          </span>
          <span class="closed">
            <b>
              <Sign name="lock" /> {scene.kernel}
            </b>
            <small>{t('sceneKernelPages')}</small>
          </span>
        </div>
      );
  }
}
