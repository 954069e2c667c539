import { Menu } from '@mantine/core';
import { IconDots, IconTrash, IconVolumeOff } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DanmakuLine } from '../../state/live/view.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DanmakuList } from '../live/danmaku/danmaku-list.tsx';
import { useRoom } from '../live/room-context.tsx';
import styles from './moderated-list.module.css';

const MUTE_MINUTES = 5;

type Intent = { what: 'remove' | 'mute'; line: DanmakuLine };

/** The comments, each with what a coach may do about it; both are asked back first. */
export function ModeratedList() {
  const { t } = useTranslation('coach');
  const room = useRoom();
  const [intent, setIntent] = useState<Intent | null>(null);
  const [busy, setBusy] = useState(false);

  const actions = useCallback(
    (line: DanmakuLine) =>
      line.fate !== 'shown' || line.by.id === room.me.id ? null : (
        <Menu position="bottom-end" width={180} classNames={{ dropdown: styles.menu }}>
          <Menu.Target>
            <button
              type="button"
              className={styles.more}
              aria-label={t('moderate.more', { name: line.by.name })}
              data-testid="danmaku-more"
            >
              <IconDots size={18} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setIntent({ what: 'remove', line })}
              data-testid="danmaku-remove"
            >
              {t('moderate.remove')}
            </Menu.Item>
            {line.by.job === 'peer' && (
              <Menu.Item
                leftSection={<IconVolumeOff size={16} aria-hidden />}
                onClick={() => setIntent({ what: 'mute', line })}
                data-testid="member-mute"
              >
                {t('moderate.mute', { minutes: MUTE_MINUTES })}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    [room, t],
  );

  const confirm = async () => {
    if (!intent) return;
    setBusy(true);
    if (intent.what === 'remove') await room.danmaku.remove(intent.line.id);
    else await room.danmaku.mute(intent.line.by.id, MUTE_MINUTES * 60);
    setBusy(false);
    setIntent(null);
  };

  return (
    <>
      <DanmakuList actions={actions} />
      <ConfirmDialog
        opened={intent !== null}
        title={intent?.what === 'mute' ? t('moderate.muteTitle') : t('moderate.removeTitle')}
        text={
          intent?.what === 'mute'
            ? t('moderate.muteText', { name: intent.line.by.name, minutes: MUTE_MINUTES })
            : t('moderate.removeText', { text: intent?.line.text ?? '' })
        }
        confirmLabel={
          intent?.what === 'mute' ? t('moderate.mute', { minutes: MUTE_MINUTES }) : t('moderate.remove')
        }
        busy={busy}
        onConfirm={() => void confirm()}
        onClose={() => setIntent(null)}
      />
    </>
  );
}
